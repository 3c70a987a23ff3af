package io.broadsheet.web.page;

import java.util.LinkedHashMap;
import java.util.Map;

/// Fields of research that can be chosen, by arXiv's categories and their names there
/// (arxiv.org/category_taxonomy).
final class Fields {

    static final Map<String, String> NAMES = names();

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("cs.AI", "Artificial intelligence");
        names.put("cs.CL", "Computation and language");
        names.put("cs.CV", "Computer vision");
        names.put("cs.LG", "Machine learning");
        names.put("cs.RO", "Robotics");
        names.put("cs.IR", "Information retrieval");
        names.put("cs.HC", "Human-computer interaction");
        names.put("cs.MM", "Multimedia");
        names.put("cs.SD", "Sound");
        names.put("cs.SE", "Software engineering");
        names.put("cs", "All of computer science");
        names.put("eess", "Electrical engineering");
        names.put("stat", "Statistics");
        names.put("math", "Mathematics");
        names.put("physics", "Physics");
        names.put("q-bio", "Quantitative biology");
        return names;
    }

    private Fields() {}
}
