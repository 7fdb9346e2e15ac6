package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random policies allow what the reference allows by them, as {@link ReferenceRecorder} recorded it. */
class ReferenceAnswersTest {

    @Test
    void capabilitiesAndTouchedMountsAreThoseOfTheReference() {
        List<ReferenceAnswers.PathCase> cases = ReferenceAnswers.pathCases();
        List<String> lines = ReferenceAnswers.read(ReferenceAnswers.CAPABILITIES);

        assertThat(lines).as("the recorded cases").startsWith(ReferenceAnswers.digest(cases));
        assertThat(lines).hasSize(cases.size() + 1);
        for (int i = 0; i < cases.size(); i++) {
            ReferenceAnswers.PathCase each = cases.get(i);
            Acl acl = acl(each.policies());
            String codes = each.paths().stream()
                    .map(path -> ReferenceAnswers.code(acl.capabilities(path)))
                    .collect(Collectors.joining());
            String mounts = ReferenceAnswers.MOUNTS.stream()
                    .map(mount -> acl.touches(mount) ? "y" : "n")
                    .collect(Collectors.joining());
            assertThat(codes + " " + mounts).as("set %d: %s", i, each).isEqualTo(lines.get(i + 1));
        }
    }

    @Test
    void parametersAreAllowedAsByTheReference() {
        List<ReferenceAnswers.RequestCase> cases = ReferenceAnswers.requestCases();
        List<String> lines = ReferenceAnswers.read(ReferenceAnswers.REQUESTS);

        assertThat(lines).as("the recorded cases").startsWith(ReferenceAnswers.digest(cases));
        assertThat(lines).hasSize(cases.size() + 1);
        for (int i = 0; i < cases.size(); i++) {
            ReferenceAnswers.RequestCase each = cases.get(i);
            Permission permission = acl(each.policies()).permission(RandomRequests.PATH, false);
            String answers = each.requests().stream()
                    .map(request -> allows(permission, request) ? "y" : "n")
                    .collect(Collectors.joining());
            assertThat(answers).as("set %d: %s", i, each).isEqualTo(lines.get(i + 1));
        }
    }

    private static Acl acl(List<List<PathBlock>> policies) {
        return Policies.set("", policies).acl(new Viewpoint(Identity.NOBODY, Policies.NOW));
    }

    private static boolean allows(Permission permission, RandomRequests.Request request) {
        String json = request.json();
        RawParameters parameters = json == null
                ? RawParameters.query(request.query())
                : RawParameters.body(json.getBytes(StandardCharsets.UTF_8), "", Set.of());
        return permission.allows(
                json == null ? Operation.READ : Operation.UPDATE,
                false,
                parameters,
                Duration.ofSeconds(request.wrapSeconds()));
    }
}
