package io.portcullis.clients;

/** A node and the token that a client shows it. */
record Session(String address, String token) {}
