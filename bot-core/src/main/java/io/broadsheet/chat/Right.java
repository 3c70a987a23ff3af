package io.broadsheet.chat;

/// Whether somebody may change what belongs to a channel, as far as its platform says.
public enum Right {
    YES,
    NO,
    /// The platform was not asked, or did not answer.
    UNKNOWN
}
