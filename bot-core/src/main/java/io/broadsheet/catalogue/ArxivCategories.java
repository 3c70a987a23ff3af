package io.broadsheet.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// arXiv's categories, to tell which one is meant where somebody types one that there is not.
///
/// @see <a href="https://arxiv.org/category_taxonomy">arXiv's category taxonomy</a>
final class ArxivCategories {

    /// Each archive with its categories; those that people of this field mean first.
    private static final Map<String, List<String>> ARCHIVES = new LinkedHashMap<>();

    static {
        archive(
                "cs",
                "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA"
                        + " NE NI OH OS PF PL RO SC SD SE SI SY");
        archive("stat", "AP CO ME ML OT TH");
        archive("eess", "AS IV SP SY");
        archive(
                "math",
                "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA"
                        + " RT SG SP ST");
        archive("q-bio", "BM CB GN MN NC OT PE QM SC TO");
        archive("q-fin", "CP EC GN MF PM PR RM ST TR");
        archive("econ", "EM GN TH");
        archive("nlin", "AO CD CG PS SI");
        archive("astro-ph", "CO EP GA HE IM SR");
        archive(
                "cond-mat",
                "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con");
        archive(
                "physics",
                "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph"
                        + " flu-dyn gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph"
                        + " soc-ph space-ph");
    }

    private static final int MOST = 3;
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(1);

    private ArxivCategories() {}

    private static void archive(String name, String categories) {
        ARCHIVES.put(name, Arrays.asList(categories.split(" ")));
    }

    /// Which categories somebody may mean who types one that there is not: `cs.CV` for `CV`, `cscv`
    /// and `cs.CB`. Empty where it is one, or is nothing like one of arXiv's, as another source's.
    ///
    /// @param typed a code without blanks
    static List<String> meant(String typed) {
        String code = typed.toLowerCase(Locale.ROOT);
        if (ARCHIVES.containsKey(code)) {
            return List.of();
        }
        int dot = code.indexOf('.');
        List<String> known = dot > 0 ? ARCHIVES.get(code.substring(0, dot)) : null;
        if (dot > 0 && known == null) {
            return List.of();
        }
        List<String> meant = new ArrayList<>();
        List<String> near = new ArrayList<>();
        ARCHIVES.forEach((archive, categories) -> {
            for (String category : categories) {
                String whole = (archive + '.' + category).toLowerCase(Locale.ROOT);
                String shown = archive + '.' + category;
                if (whole.equals(code)) {
                    meant.add("");
                } else if (category.equalsIgnoreCase(code) || whole.replace(".", "").equals(code)) {
                    meant.add(shown);
                } else if (dot > 0 && DISTANCE.apply(whole, code) == 1) {
                    near.add(shown);
                } else if (dot > 0 && category.equalsIgnoreCase(code.substring(dot + 1))) {
                    near.addFirst(shown);
                }
            }
        });
        if (meant.contains("")) {
            return List.of();
        }
        List<String> all = meant.isEmpty() ? near : meant;
        return all.stream().distinct().limit(MOST).toList();
    }
}
