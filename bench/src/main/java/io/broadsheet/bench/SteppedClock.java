package io.broadsheet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A computer's clock that another process sets: the system's, and a number of milliseconds in a
/// file that both have mapped.
final class SteppedClock extends Clock {

    private final ByteBuffer ahead;

    private SteppedClock(ByteBuffer ahead) {
        this.ahead = ahead;
    }

    /// @param file eight bytes; made where it is missing
    static SteppedClock at(Path file) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            return new SteppedClock(mapped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void step(long millisAhead) {
        ahead.putLong(0, millisAhead);
    }

    @Override
    public Instant instant() {
        return Instant.now().plusMillis(ahead.getLong(0));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
