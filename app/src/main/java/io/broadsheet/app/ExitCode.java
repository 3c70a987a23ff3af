package io.broadsheet.app;

/// What the process tells whoever started it.
final class ExitCode {

    /// All went well.
    static final int OK = 0;

    /// It was done, but something was skipped or found wrong, and said so.
    static final int INCOMPLETE = 1;

    /// The command line was wrong; nothing was done.
    static final int USAGE = 2;

    /// It could not start, or had to stop; nothing more was done.
    static final int NOT_STARTED = 3;

    private ExitCode() {}
}
