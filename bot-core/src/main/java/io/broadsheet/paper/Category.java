package io.broadsheet.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A subject category, in arXiv's spelling where it is one of arXiv's: `cs.CV`, `stat.ML`,
/// `hep-th`.
public record Category(String code) {

    public Category {
        if (code.isBlank() || code.length() > 60) {
            throw new IllegalArgumentException(
                    "a category is a short code, for example cs.CV, not '" + code + "'");
        }
    }

    /// arXiv's archives (arxiv.org/category_taxonomy), and those that it closed.
    private static final Pattern ARXIV =
            Pattern.compile(
                    "(?:cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat|astro-ph|cond-mat)"
                            + "(?:\\.[A-Za-z]{2}|\\.[a-z]{2,4}(?:-[a-z]{2,4})?)?"
                            + "|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph"
                            + "|acc-phys|adap-org|alg-geom|ao-sci|atom-ph|bayes-an|chao-dyn|chem-ph"
                            + "|cmp-lg|comp-gas|dg-ga|funct-an|mtrl-th|patt-sol|plasm-ph|q-alg"
                            + "|solv-int|supr-con");

    /// The codes that papers have at arXiv today, by archive (arxiv.org/category_taxonomy), those
    /// that this field reads first.
    private static final Map<String, String> ARCHIVES = archives();

    private static Map<String, String> archives() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(
                "cs",
                "LG CL CV AI RO IR HC NE SD MA CR SE DB DC CY SI IT AR CC CE CG DL DM DS ET FL GL"
                        + " GR GT LO MM MS NA NI OH OS PF PL SC SY");
        codes.put("stat", "ML ME AP CO OT TH");
        codes.put("eess", "AS IV SP SY");
        codes.put(
                "math",
                "OC ST PR NA AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NT OA"
                        + " QA RA RT SG SP");
        codes.put("q-bio", "BM CB GN MN NC OT PE QM SC TO");
        codes.put("q-fin", "CP EC GN MF PM PR RM ST TR");
        codes.put("econ", "EM GN TH");
        codes.put("astro-ph", "CO EP GA HE IM SR");
        codes.put(
                "cond-mat",
                "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con");
        codes.put("nlin", "AO CD CG PS SI");
        codes.put(
                "physics",
                "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph"
                        + " flu-dyn gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph"
                        + " soc-ph space-ph");
        return codes;
    }

    private static final List<String> TAXONOMY =
            Stream.concat(
                            ARCHIVES.entrySet().stream()
                                    .flatMap(archive ->
                                            Stream.of(archive.getValue().split(" "))
                                                    .map(code -> archive.getKey() + "." + code)),
                            Stream.of(
                                    "gr-qc",
                                    "hep-ex",
                                    "hep-lat",
                                    "hep-ph",
                                    "hep-th",
                                    "math-ph",
                                    "nucl-ex",
                                    "nucl-th",
                                    "quant-ph"))
                    .toList();

    /// The codes that papers have at arXiv today, those that this field reads first.
    public static List<String> taxonomy() {
        return TAXONOMY;
    }

    /// Whether it is one of arXiv's, and not a class of the MSC or the ACM, which authors may add
    /// at arXiv.
    public boolean isOfArxiv() {
        return ARXIV.matcher(code).matches();
    }

    /// Whether this is `other` or lies in it: `cs.CV` is within `cs` and within `cs.cv`.
    public boolean isWithin(Category other) {
        return code.equalsIgnoreCase(other.code)
                || code.regionMatches(true, 0, other.code + ".", 0, other.code.length() + 1);
    }

    @Override
    public String toString() {
        return code;
    }
}
