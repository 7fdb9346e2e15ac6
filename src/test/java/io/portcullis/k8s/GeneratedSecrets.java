package io.portcullis.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** What {@code k8s/secrets.sh} prints. */
record GeneratedSecrets(Manifests manifests) {

    static GeneratedSecrets generate() throws IOException, InterruptedException {
        Process script = new ProcessBuilder("sh", Path.of("k8s/secrets.sh").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(script.getInputStream().readAllBytes(), UTF_8);
        if (!script.waitFor(60, TimeUnit.SECONDS) || script.exitValue() != 0) {
            throw new IOException("secrets.sh failed");
        }
        return new GeneratedSecrets(Manifests.parse(printed));
    }

    /** A file of a Secret. */
    byte[] file(String secret, String key) {
        String encoded = manifests.the(Secret.class, secret).getData().get(key);
        if (encoded == null) {
            throw new AssertionError("no " + key + " in " + secret);
        }
        return Base64.getDecoder().decode(encoded);
    }
}
