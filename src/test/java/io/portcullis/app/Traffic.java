package io.portcullis.app;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Clients that ask the same questions over and over, and remember each answer: what a fleet is under while something breaks. */
final class Traffic implements AutoCloseable {

    /**
     * A question.
     *
     * @param right the statuses that are right whenever the server can answer; 503 is allowed besides
     */
    record Question(String name, Set<Integer> right, Supplier<ApiClient.Reply> ask) {}

    /** An answer, with the moments ({@link System#nanoTime}) between which it was asked and came; status 0 if none came. */
    record Answer(Question question, int status, String body, long asked, long came) {

        long millis() {
            return TimeUnit.NANOSECONDS.toMillis(came - asked);
        }

        boolean isRight() {
            return question.right().contains(status);
        }

        @Override
        public String toString() {
            return question.name() + ": " + status + " after " + millis() + " ms, " + body;
        }
    }

    private final List<Question> questions;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients;

    private Traffic(List<Question> questions, ExecutorService clients) {
        this.questions = questions;
        this.clients = clients;
    }

    /** Some clients for each question. */
    static Traffic start(int clientsEach, List<Question> questions) {
        Traffic traffic = new Traffic(questions, Executors.newFixedThreadPool(clientsEach * questions.size()));
        for (int i = 0; i < clientsEach; i++) {
            questions.forEach(question -> traffic.clients.submit(() -> traffic.askOn(question)));
        }
        return traffic;
    }

    private void askOn(Question question) {
        while (!clients.isShutdown()) {
            long asked = System.nanoTime();
            try {
                ApiClient.Reply reply = question.ask().get();
                answers.add(new Answer(question, reply.status(), reply.body(), asked, System.nanoTime()));
            } catch (RuntimeException none) {
                answers.add(new Answer(question, 0, none.toString(), asked, System.nanoTime()));
            }
        }
    }

    /** All answers that were asked for since a moment. */
    List<Answer> since(long moment) {
        return answers.stream().filter(answer -> answer.asked() - moment >= 0).toList();
    }

    /** Answers that were neither right nor 503, whenever. */
    List<Answer> wrong() {
        return answers.stream()
                .filter(answer -> !answer.isRight() && answer.status() != 503)
                .toList();
    }

    /** How long the slowest answer took that was asked for since a moment. */
    Answer slowestSince(long moment) {
        return since(moment).stream()
                .max(Comparator.comparingLong(Answer::millis))
                .orElseThrow();
    }

    /** Waits until every question has so many answers of one sort that were asked for since a moment. */
    void await(Duration time, long since, int count, boolean right) throws Exception {
        try {
            Poll.until(time, () -> missing(since, count, right).isEmpty());
        } catch (AssertionError late) {
            throw new AssertionError(
                    "no " + count + (right ? " right" : " refusing") + " answers to " + missing(since, count, right)
                            + "; the last: " + last(since),
                    late);
        }
    }

    private List<String> missing(long since, int count, boolean right) {
        List<Answer> recent = since(since);
        List<String> names = new ArrayList<>();
        for (Question question : questions) {
            boolean enough = recent.stream()
                            .filter(answer -> answer.question() == question
                                    && (right ? answer.isRight() : answer.status() == 503))
                            .count()
                    >= count;
            if (!enough
                    && (right
                            || !question.right().contains(200)
                            || !question.name().startsWith("always "))) {
                names.add(question.name());
            }
        }
        return names;
    }

    private List<Answer> last(long since) {
        List<Answer> recent = since(since);
        return recent.subList(Math.max(0, recent.size() - 10), recent.size());
    }

    @Override
    public void close() {
        clients.shutdown();
        try {
            if (!clients.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new AssertionError("a request hangs");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
