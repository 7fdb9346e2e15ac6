package io.portcullis.system;

/**
 * What the configuration lets a node tell about itself; a text that is empty is told as if there were no such setting.
 *
 * @param apiAddress the URL by which clients reach this node: {@code api_addr}
 * @param clusterName what the cluster is called: {@code cluster_name}
 */
public record Announced(String apiAddress, String clusterName) {

    /** Nothing. */
    public static final Announced NOTHING = new Announced("", "");
}
