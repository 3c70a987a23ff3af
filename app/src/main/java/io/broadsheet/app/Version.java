package io.broadsheet.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `broadsheet version`.
@Command(name = "version", description = "Print the version.")
final class Version implements Callable<Integer>, CommandLine.IVersionProvider {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            for (String line : getVersion()) {
                spec.commandLine().getOut().println(line);
            }
        }
        return ExitCode.OK;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Broadsheet "
                    + number()
                    + " on Java "
                    + Runtime.version().feature()
                    + " ("
                    + System.getProperty("java.vm.vendor")
                    + ", "
                    + System.getProperty("os.name")
                    + ")"
        };
    }

    /// As the jar's manifest says it; classes outside a jar have none.
    private static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
