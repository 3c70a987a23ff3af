package io.broadsheet.paper;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who wrote a paper, with the parts of the name apart.
///
/// @param family the family name with its particles, `van der Berg`; the whole name of a
///   collaboration, and of a person of one name
/// @param given given names or initials, empty where there are none
/// @param suffix `Jr.`, `III`; empty for most
public record Author(String family, String given, String suffix, AuthorKind kind) {

    /// What wrote a paper.
    public enum AuthorKind {
        PERSON,
        /// A collaboration, team, company or other group; its name is never taken apart.
        COLLABORATION
    }

    public Author {
        requireNonNull(given);
        requireNonNull(suffix);
        requireNonNull(kind);
        if (family.isBlank()) {
            throw new IllegalArgumentException("an author needs a name");
        }
        if (kind == AuthorKind.COLLABORATION && !(given.isEmpty() && suffix.isEmpty())) {
            throw new IllegalArgumentException("a collaboration has one name: " + family);
        }
    }

    public static Author person(String family, String given, String suffix) {
        return new Author(family, given, suffix, AuthorKind.PERSON);
    }

    public static Author collaboration(String name) {
        return new Author(name, "", "", AuthorKind.COLLABORATION);
    }

    /// Reads a name that a source gives as one text; see [AuthorReading] for the rule. Nothing
    /// where it names nobody: no letter in it, or only "et al.".
    public static Optional<Author> read(String name) {
        return AuthorReading.read(name);
    }

    /// Reads a name that a source gives in parts. Parts that together name a group make a
    /// collaboration: arXiv's metadata has `["Collaboration", "Euclid", ""]`.
    public static Optional<Author> read(String family, String given, String suffix) {
        return AuthorReading.read(family, given, suffix);
    }

    /// Reads a paper's names in their order. A colon among them, as arXiv's lists have it between a
    /// team and its members, says that whoever stands before it is a collaboration.
    public static List<Author> readAll(List<String> names) {
        List<Author> authors = new ArrayList<>(names.size());
        for (String name : names) {
            if (isColon(name)) {
                authors.replaceAll(Author::asCollaboration);
            } else {
                read(name).ifPresent(authors::add);
            }
        }
        return authors;
    }

    /// Whether this stands for the colon between a team and its members.
    public static boolean isColon(String name) {
        return name.strip().equals(":");
    }

    /// The same name, known to be a group's.
    public Author asCollaboration() {
        return kind == AuthorKind.COLLABORATION ? this : collaboration(name());
    }

    public boolean isPerson() {
        return kind == AuthorKind.PERSON;
    }

    /// The name as people read it: `Marcus Luther Kingston Jr.`
    public String name() {
        if (given.isEmpty() && suffix.isEmpty()) {
            return family;
        }
        return (given + " " + family + " " + suffix).strip();
    }

    /// Whether the parts are only what the rule makes of the whole name, so that a source that
    /// gives the parts knows better.
    public boolean isGuessed() {
        return read(name()).filter(this::equals).isPresent();
    }

    @Override
    public String toString() {
        return name();
    }
}
