package io.broadsheet.web.serving;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request as a page sees it.
public final class Visit {

    private final WebRequest request;
    private final Map<String, String> parameters;
    private final Map<String, List<String>> query;
    private final Map<String, List<String>> form;
    private final Reader reader;
    private final FormToken token;
    private final String network;

    Visit(WebRequest request, Map<String, String> parameters, FormToken token, String network) {
        this.request = request;
        this.parameters = Map.copyOf(parameters);
        this.query = FormText.read(request.query());
        this.form = FormText.of(request);
        this.reader = Reader.of(request.header("accept-language").orElse(""));
        this.token = token;
        this.network = network;
    }

    /// The path as it was sent.
    public String path() {
        return request.path();
    }

    /// The path with the query as it was sent.
    public String pathAndQuery() {
        return request.query().isEmpty() ? path() : path() + "?" + request.query();
    }

    /// From where it was asked: an address, of IPv6 the network that a household has. To count by,
    /// not to be written down.
    public String network() {
        return network;
    }

    /// What stands in the path where its route has a name in braces.
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /// What the address has behind `?name=`, without blanks around it; empty where that is nothing.
    public Optional<String> query(String name) {
        return first(query, name);
    }

    /// What a field of the form holds, without blanks around it; empty where that is nothing.
    public Optional<String> form(String name) {
        return first(form, name);
    }

    /// In whose language dates are written.
    public Reader reader() {
        return reader;
    }

    /// What a form must carry in its hidden field [FormToken#FIELD]. Asking for it sets the one
    /// cookie that there is, and keeps everybody from keeping the page.
    public String formToken() {
        return token.shown();
    }

    private static Optional<String> first(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
