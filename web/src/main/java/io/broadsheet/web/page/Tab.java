package io.broadsheet.web.page;

/// One of several views of a page.
public record Tab(String label, String path, boolean current) {}
