package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.config.BadConfiguration;
import io.broadsheet.app.config.Configuration;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet config`.
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Show the configuration that holds, without secrets; @|bold config check|@ only judges it.")
final class ConfigCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws BadConfiguration, CannotStart {
        Configuration configuration = main().configuration();
        PrintWriter out = out();
        out.println("# " + configuration.file());
        configuration.effective().forEach((key, value) -> out.println(key + ": " + value));
        return ExitCode.OK;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Say everything that is wrong with the configuration; exit code 1 if there is something.")
    int check() throws CannotStart {
        try {
            Configuration configuration = main().configuration();
            configuration.requireNothingMissing();
            out().println("The configuration " + configuration.file() + " is right.");
            return ExitCode.OK;
        } catch (BadConfiguration e) {
            out().println(e.getMessage());
            return ExitCode.INCOMPLETE;
        }
    }

    private Main main() {
        return requireNonNull(main);
    }

    private PrintWriter out() {
        CommandLine line = requireNonNull(spec).commandLine();
        return line.getOut();
    }
}
