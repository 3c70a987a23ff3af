package io.broadsheet.app.config;

import java.util.List;
import java.util.Locale;

/// The configuration cannot be used; its message lists every problem, numbered.
public final class BadConfiguration extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    BadConfiguration(String title, List<Problem> problems) {
        super(describe(title, problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String describe(String title, List<Problem> problems) {
        StringBuilder text =
                new StringBuilder(title)
                        .append(
                                problems.size() == 1
                                        ? " has 1 problem:"
                                        : " has " + problems.size() + " problems:");
        for (int i = 0; i < problems.size(); i++) {
            text.append(System.lineSeparator())
                    .append(String.format(Locale.ROOT, "%3d. ", i + 1))
                    .append(problems.get(i));
        }
        return text.toString();
    }
}
