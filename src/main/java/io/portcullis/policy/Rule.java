package io.portcullis.policy;

/** All blocks with the same path, as one. */
record Rule(RulePath path, Permission permission) {}
