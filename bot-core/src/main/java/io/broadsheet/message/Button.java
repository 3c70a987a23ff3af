package io.broadsheet.message;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/// Something to press: it runs a command, or opens a page.
public sealed interface Button {

    String label();

    /// How much a button stands out.
    enum Style {
        PLAIN,
        PRIMARY,
        DANGER
    }

    /// What a button is for; platforms that show icons choose one for it, the console its letter.
    enum Role {
        OPEN,
        SAVE,
        UNSAVE,
        UPVOTE,
        DISMISS,
        SIMILAR,
        DISCUSS,
        CITE,
        SHARE,
        NEXT,
        PREVIOUS,
        CONFIRM,
        CANCEL,
        OTHER
    }

    /// @param label 1 to 38 characters: longer ones are cut by Discord on phones
    record Run(Role role, String label, CommandCode code, Style style) implements Button {
        public Run {
            requireNonNull(role);
            requireNonNull(code);
            requireNonNull(style);
            requireLabel(label);
        }

        public Run(Role role, String label, CommandCode code) {
            this(role, label, code, Style.PLAIN);
        }
    }

    /// @param target absolute, `http` or `https`
    record Open(Role role, String label, URI target) implements Button {
        public Open {
            requireNonNull(role);
            requireNonNull(target);
            requireLabel(label);
        }
    }

    private static void requireLabel(String label) {
        if (label.isBlank() || label.length() > 38) {
            throw new IllegalArgumentException(
                    "a button's label has 1 to 38 characters: '" + label + "'");
        }
    }
}
