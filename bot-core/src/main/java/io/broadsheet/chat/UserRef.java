package io.broadsheet.chat;

import static java.util.Objects.requireNonNull;

/// A person of a platform.
///
/// @param workspace the Slack team the person belongs to; on Discord, where people are the same in
///   every server, `-`
/// @param id the platform's own id of the person
public record UserRef(Platform platform, String workspace, String id) {

    public UserRef {
        requireNonNull(platform);
        Ids.require("workspace", workspace);
        Ids.require("user", id);
    }

    @Override
    public String toString() {
        return platform + "/" + workspace + "/" + id;
    }
}
