package io.broadsheet.club;

/// The ports to everything that is kept of clubs.
public record ClubPorts(Clubs clubs, Nominations nominations, Rota rota, ClubArchive archive) {}
