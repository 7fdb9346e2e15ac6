package io.portcullis.lockout;

import io.portcullis.address.IpAddress;
import io.portcullis.control.View;
import io.portcullis.lockout.LockoutMeter.Happening;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Username;
import io.portcullis.redis.RedisGateway;
import io.vertx.core.Future;

/**
 * Hears what was decided about logins, and passes it on to metrics, events and {@link Spraying}. No login waits for that.
 *
 * <p>For one event loop.
 */
public final class LoginWatch {

    private final LockoutMeter meter;
    private final LockEvents events;
    private final Spraying spraying;

    /** What hears of the logins of one event loop. */
    public LoginWatch(LockoutRules rules, RedisGateway redis, LockoutMeter meter, LockEvents events) {
        this.meter = meter;
        this.events = events;
        this.spraying = new Spraying(rules, redis, events);
    }

    /** Fails with 429 where logins from this address are refused, whatever the name. */
    public Future<Void> admit(View view, MountEntry mount, IpAddress client) {
        return spraying.admit(view, mount, client);
    }

    /** A login was refused because of a lock. */
    public void refused(MountEntry mount) {
        meter.count(mount.accessor(), Happening.REFUSED);
    }

    /**
     * A wrong password was counted, whether there is such an account or not.
     *
     * @param locks whether the name is locked by it
     */
    public void failed(View view, MountEntry mount, Username name, IpAddress client, boolean locks) {
        meter.count(mount.accessor(), Happening.FAILED);
        spraying.failed(view, mount, name, client);
        if (locks) {
            events.tell(mount.accessor(), name.bucket(mount.buckets()));
        }
    }
}
