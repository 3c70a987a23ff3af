package io.broadsheet.web.serving;

/// A path leads to nothing: there is no such paper, or no such link, which are told apart by
/// nobody.
public final class NothingHere extends Exception {

    private static final long serialVersionUID = 1;

    public NothingHere() {
        super("there is nothing here", null, false, false);
    }
}
