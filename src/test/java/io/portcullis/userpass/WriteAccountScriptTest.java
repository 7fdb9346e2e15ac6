package io.portcullis.userpass;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.lockout.FailureStore;
import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code write_account.lua}. */
class WriteAccountScriptTest {

    private final ScriptRunner script =
            new ScriptRunner(AccountStore.class, "write_account.lua", FailureStore.FAILURES);

    @AfterEach
    void close() {
        script.close();
    }

    private final String users = script.key("users");
    private final String names = script.key("names");
    private final String costs = script.key("costs");
    private final String counter = script.key("f");
    private final String failing = script.key("failing");
    private final String counted = script.key("counted");
    private final String phantoms = script.key("ph");
    private final String events = script.key("events");
    private final List<String> keys = List.of(users, names, costs, counter, failing, counted, phantoms, events);

    private long write(Object name, Object old, Object next, Object oldCost, Object nextCost) throws Throwable {
        return script.run(keys, name, old, next, oldCost, nextCost, "hash-of-" + name)
                .number();
    }

    @Test
    void anAccountIsCreatedReplacedAndDeletedWithItsNameAndCost() throws Throwable {
        assertThat(write("ada", "", "one", "", 10)).isEqualTo(1);
        assertThat(script.command("ZRANGE", names, "0", "-1")).isEqualTo(List.of("ada"));
        assertThat(script.command("HGETALL", costs)).isEqualTo(List.of("10", "1"));

        assertThat(write("ada", "one", "two", 10, 5)).isEqualTo(1);
        assertThat(script.command("HGET", users, "ada")).isEqualTo("two");
        assertThat(script.command("HGETALL", costs)).isEqualTo(List.of("5", "1"));

        assertThat(write("ada", "two", "", 5, "")).isEqualTo(1);
        assertThat(script.command("EXISTS", users)).isEqualTo(0L);
        assertThat(script.command("EXISTS", names)).isEqualTo(0L);
        assertThat(script.command("EXISTS", costs)).isEqualTo(0L);
    }

    @Test
    void aRecordThatIsAnotherByNowStays() throws Throwable {
        write("ada", "", "one", "", 10);

        assertThat(write("ada", "", "other", "", 10)).as("created by two").isZero();
        assertThat(write("ada", "zero", "other", 10, 5)).as("changed by two").isZero();
        assertThat(write("ada", "zero", "", 10, ""))
                .as("changed before it was deleted")
                .isZero();
        assertThat(write("bob", "gone", "other", 10, 10))
                .as("deleted meanwhile")
                .isZero();

        assertThat(script.command("HGETALL", users)).isEqualTo(List.of("ada", "one"));
        assertThat(script.command("ZCARD", names)).isEqualTo(1L);
        assertThat(script.command("HGETALL", costs)).isEqualTo(List.of("10", "1"));
    }

    @Test
    void costsAreCountedPerAccount() throws Throwable {
        write("a", "", "1", "", 10);
        write("b", "", "1", "", 10);
        write("c", "", "1", "", 5);

        write("a", "1", "2", 10, 10);
        write("b", "1", "", 10, "");

        assertThat(script.command("HGET", costs, "10")).isEqualTo("1");
        assertThat(script.command("HGET", costs, "5")).isEqualTo("1");
    }

    @Test
    void anAccountThatComesOrGoesHasNoFailures() throws Throwable {
        script.command("HSET", counter, "count", "4", "last", "1");
        script.command("ZADD", phantoms, "1", "hash-of-ada");

        write("ada", "", "one", "", 10);

        assertThat(script.command("EXISTS", counter, phantoms)).isEqualTo(0L);

        script.command("HSET", counter, "count", "5", "last", "1", "lockedAt", "1");
        script.command("ZADD", counted, "0", "ada 5 1 0 0", "0", "adam 1 1 0 0", "0", "ad 1 1 0 0");
        script.command("ZADD", failing, "1", "ada", "1", "adam");

        write("ada", "one", "two", 10, 10);

        assertThat(script.command("EXISTS", counter)).as("changed only").isEqualTo(1L);

        write("ada", "two", "", 10, "");

        assertThat(script.command("EXISTS", counter)).isEqualTo(0L);
        assertThat(script.command("ZRANGE", counted, "0", "-1")).isEqualTo(List.of("ad 1 1 0 0", "adam 1 1 0 0"));
        assertThat(script.command("ZRANGE", failing, "0", "-1")).isEqualTo(List.of("adam"));
        assertThat(script.command("XLEN", events)).as("the end of its lock").isEqualTo(1L);
    }

    @Test
    void ofManyWritersThatReadTheSameExactlyOneWins() throws Throwable {
        write("ada", "", "one", "", 10);

        List<Reply> replies = script.runTogether(20, keys, "ada", "one", "two", 10, 5, "hash-of-ada");

        assertThat(replies.stream().mapToLong(Reply::number).sum()).isEqualTo(1);
        assertThat(script.command("HGETALL", costs)).isEqualTo(List.of("5", "1"));
    }
}
