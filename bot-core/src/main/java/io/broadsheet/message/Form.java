package io.broadsheet.message;

import java.util.List;

/// Something to fill in: a dialogue on Slack and Discord, a prompt in the console.
///
/// @param submit the name of the command that is run with what was filled in
public record Form(String title, String submitLabel, String submit, List<Field> fields) {

    /// @param option the command's option that the field fills
    /// @param placeholder an example shown while the field is empty
    /// @param lines whether it has room for several lines
    public record Field(
            String option, String label, String placeholder, boolean required, boolean lines) {

        /// A field of one line.
        public Field(String option, String label, String placeholder, boolean required) {
            this(option, label, placeholder, required, false);
        }
    }

    public Form {
        fields = List.copyOf(fields);
    }
}
