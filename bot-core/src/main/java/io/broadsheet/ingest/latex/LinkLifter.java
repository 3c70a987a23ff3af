package io.broadsheet.ingest.latex;

import io.broadsheet.paper.PaperLink;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lifts the links to code, project pages and models out of an abstract. A sentence that says
/// nothing but where the code is goes with its link; from any other sentence only the address goes.
/// Addresses that are part of what an abstract says stay.
public final class LinkLifter {

    /// @param text the abstract without them
    public record Lifted(String text, List<PaperLink> links) {}

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:(?i:https?://)"
                            + "|(?<![\\w./@-])(?=www\\.|git(?:hub|lab)\\.com/|huggingface\\.co/|[\\w-]{1,63}+\\.git(?:hub|lab)\\.io\\b))[^\\s<>\"“”{}|\\\\^`]{3,1000}+");

    private static final Pattern ABBREVIATION =
            Pattern.compile("(?:^|\\W)(?:e\\.g|i\\.e|al|vs|cf|Fig|Eq|Sec|Tab|No|resp|approx)$");

    private static final Pattern DANGLING =
            Pattern.compile(
                    "(?:\\s*[:,;(\\[–—]|\\s+-|\\s+(?i:at|via|on|from|in|under|here|see|through|using|this|visit|following|url|the|our|is|are))+\\s*$");

    /// The words of a sentence that only tells where something is.
    private static final Set<String> ANNOUNCING =
            Set.copyOf(
                    List.of(
                            ("a an the our this these all both its their full more further some"
                                            + " additional we are is was were be been being will can have has"
                                            + " also now soon here there and or for of to in on at via from"
                                            + " under with by as it that which within through using code codes"
                                            + " codebase source sources script scripts implementation"
                                            + " implementations re reimplementation library toolkit package"
                                            + " software repository repositories repo github gitlab git"
                                            + " huggingface hugging face hub page pages project projects"
                                            + " website websites web webpage site sites homepage home demo"
                                            + " demos demonstration video videos audio sample samples examples"
                                            + " visualization visualizations visualisations gallery model"
                                            + " models weight weights checkpoint checkpoints data dataset"
                                            + " datasets benchmark benchmarks leaderboard material materials"
                                            + " supplementary supplement appendix artifacts artifact resources"
                                            + " resource details detail information result results link links"
                                            + " url https http www available publicly public freely open"
                                            + " opensource opensourced sourced released release releases"
                                            + " releasing accessible accessed access found find made make"
                                            + " making provided provide provides hosted obtained downloaded"
                                            + " download published shared visit see please check out refer"
                                            + " view viewed pytorch tensorflow jax official anonymous"
                                            + " anonymized pre trained pretrained training train inference"
                                            + " evaluation experiments experimental reproduce reproduction"
                                            + " paper work study method approach used related follow following"
                                            + " online upon acceptance license licensed main page's readers"
                                            + " encourage respectively location address soon")
                                    .split(" ")));

    private static final Pattern CODE_WORDS =
            Pattern.compile(
                    "\\b(?:codes?|codebase|implementations?|scripts?|repo(?:sitory)?|software|toolkit|library)\\b");
    private static final Pattern PROJECT_WORDS =
            Pattern.compile(
                    "\\b(?:project|websites?|web ?pages?|home"
                            + " ?pages?|pages?|sites?|demos?|videos?|gallery|visuali[sz]ations?|visit)\\b");
    private static final Pattern MODEL_WORDS =
            Pattern.compile("\\b(?:models?|weights?|checkpoints?)\\b");
    private static final Pattern OTHER_WORDS =
            Pattern.compile(
                    "\\b(?:available|released?|data|datasets?|benchmarks?|found|accessed|accessible|leaderboard|materials?|download(?:ed)?|open-?sourced?)\\b");

    /// What stands before the address of something announced, but not before one that is part of
    /// what a text says.
    private static final Pattern ANNOUNCED =
            Pattern.compile(
                    "(?:\\b(?:at|via|on|from|in|under|see|visit|here|page|web ?page|home"
                            + " ?page|website|site|link|url|demos?|videos?|and|is|are)"
                            + "\\s*[:(–-]?|[:(–,-])\\s*$");

    private LinkLifter() {}

    private record FoundLink(int start, int end, PaperLink link) {}

    /// Reads a text that [Latex#readable(String)] made.
    public static Lifted lift(String text) {
        if (!text.contains("http")
                && !text.contains("www.")
                && !text.contains("github")
                && !text.contains("gitlab")) {
            return new Lifted(text, List.of());
        }
        List<int[]> addresses = new ArrayList<>();
        Matcher address = ADDRESS.matcher(text);
        for (int from = 0; addresses.size() < 50 && address.find(from); ) {
            int end = cleanEnd(text, address.start(), address.end());
            addresses.add(new int[] {address.start(), end});
            from = Math.max(end, address.start() + 1);
        }
        if (addresses.isEmpty()) {
            return new Lifted(text, List.of());
        }
        List<PaperLink> links = new ArrayList<>();
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        int next = 0;
        while (from < text.length()) {
            int end = sentenceEnd(text, from, addresses);
            List<FoundLink> found = new ArrayList<>();
            boolean strangers = false;
            int said = from;
            String context = "";
            for (; next < addresses.size() && addresses.get(next)[0] < end; next++) {
                int[] span = addresses.get(next);
                String before = text.substring(said, span[0]);
                if (!before.isBlank()) {
                    context = before.length() < 8 ? context + before : before;
                }
                PaperLink link = link(text.substring(span[0], span[1]), context);
                if (link == null) {
                    strangers = true;
                } else {
                    found.add(new FoundLink(span[0], span[1], link));
                    links.add(link);
                }
                said = span[1];
            }
            if (found.isEmpty()) {
                kept.append(text, from, end);
            } else {
                String rest = without(text, from, end, found);
                if (strangers || !announcesOnly(rest)) {
                    kept.append(rest);
                }
            }
            from = end;
        }
        return new Lifted(kept.toString().strip().replaceAll(" {2,}", " "), links);
    }

    /// Where the address really ends: without the sentence's punctuation, a bracket opened before
    /// it, or a second address glued to it.
    private static int cleanEnd(String text, int start, int matched) {
        int end = matched;
        int glued = text.indexOf("http", start + 8);
        if (glued > 0
                && glued < end
                && text.startsWith("://", glued + (text.startsWith("s", glued + 4) ? 5 : 4))
                && !text.substring(start, glued).contains("web.archive.org")) {
            end = glued;
        }
        int open = 0;
        int close = 0;
        for (int i = start; i < end; i++) {
            open += text.charAt(i) == '(' ? 1 : 0;
            close += text.charAt(i) == ')' ? 1 : 0;
        }
        while (end > start) {
            char last = text.charAt(end - 1);
            if (last == ')' && close > open) {
                close--;
            } else if (".,;:!?'’*]$".indexOf(last) < 0) {
                break;
            }
            end--;
        }
        return end;
    }

    /// Where the next sentence begins. A point ends one when a capital, a digit or the end of the
    /// text follows.
    private static int sentenceEnd(String text, int from, List<int[]> addresses) {
        int address = 0;
        for (int i = from; i < text.length(); i++) {
            while (address < addresses.size() && addresses.get(address)[1] <= i) {
                address++;
            }
            if (address < addresses.size() && addresses.get(address)[0] <= i) {
                i = addresses.get(address)[1] - 1;
                continue;
            }
            char c = text.charAt(i);
            if (c != '.' && c != '!' && c != '?') {
                continue;
            }
            int after = i + 1;
            while (after < text.length() && "\"”’)]".indexOf(text.charAt(after)) >= 0) {
                after++;
            }
            int start = after;
            while (start < text.length() && text.charAt(start) == ' ') {
                start++;
            }
            boolean begins =
                    start == text.length()
                            || (start > after
                                    && (Character.isUpperCase(text.charAt(start))
                                            || "\"“‘([0123456789".indexOf(text.charAt(start))
                                                    >= 0));
            if (begins
                    && (start == text.length()
                            || !ABBREVIATION
                                    .matcher(text.substring(Math.max(from, i - 8), i))
                                    .find())) {
                return start;
            }
        }
        return text.length();
    }

    private static String without(String text, int from, int end, List<FoundLink> found) {
        StringBuilder rest = new StringBuilder();
        int at = from;
        for (FoundLink each : found) {
            String before = text.substring(at, each.start());
            int near = Math.max(0, before.length() - 80);
            String trimmed =
                    before.substring(0, near)
                            + DANGLING.matcher(before.substring(near)).replaceFirst("");
            boolean opened =
                    before.stripTrailing().endsWith("(") || before.stripTrailing().endsWith("[");
            rest.append(trimmed);
            at = each.end();
            if (opened && at < end && (text.charAt(at) == ')' || text.charAt(at) == ']')) {
                at++;
            }
        }
        String tail = text.substring(at, end);
        if (!tail.isBlank() && !rest.isEmpty() && Character.isLetterOrDigit(tail.charAt(0))) {
            rest.append(' ');
        }
        rest.append(tail);
        return rest.toString();
    }

    private static boolean announcesOnly(String sentence) {
        int strange = 0;
        for (String word : sentence.split("[^\\p{L}\\d']+")) {
            if (!word.isEmpty() && !ANNOUNCING.contains(word.toLowerCase(Locale.ROOT))) {
                boolean name = !word.equals(word.toLowerCase(Locale.ROOT));
                strange += name ? 1 : 3;
            }
        }
        return strange <= 2;
    }

    private static @Nullable PaperLink link(String address, String saidBefore) {
        try {
            URI uri = new URI(address.contains("://") ? address : "https://" + address);
            String host = uri.getHost();
            if (host == null || uri.getUserInfo() != null || host.indexOf('.') < 0) {
                return null;
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            host = host.toLowerCase(Locale.ROOT);
            // A capture made through a mirror of Hugging Face names the mirror.
            if (host.startsWith("hf-mirror.")) {
                scheme = "https";
                host = "huggingface.co";
            }
            if (path.endsWith(".git")) {
                path = path.substring(0, path.length() - 4);
            }
            PaperLink.LinkKind kind = kind(host, path, saidBefore.toLowerCase(Locale.ROOT));
            if (kind == null) {
                return null;
            }
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String fragment = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
            return new PaperLink(
                    kind, new URI(scheme + "://" + host + port + path + query + fragment));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    private static PaperLink.@Nullable LinkKind kind(String fullHost, String path, String said) {
        String host = fullHost.startsWith("www.") ? fullHost.substring(4) : fullHost;
        switch (host) {
            case "github.com",
                    "gitlab.com",
                    "bitbucket.org",
                    "codeberg.org",
                    "gitee.com",
                    "anonymous.4open.science",
                    "gist.github.com",
                    "colab.research.google.com" -> {
                return PaperLink.LinkKind.CODE;
            }
            case "huggingface.co", "hf.co", "modelscope.cn" -> {
                return path.startsWith("/datasets")
                                || path.startsWith("/papers")
                                || path.startsWith("/collections")
                        ? PaperLink.LinkKind.OTHER
                        : path.startsWith("/spaces")
                                ? PaperLink.LinkKind.PROJECT
                                : PaperLink.LinkKind.MODEL;
            }
            case "arxiv.org", "doi.org", "dx.doi.org", "openreview.net" -> {
                return null;
            }
            default -> {}
        }
        if (host.endsWith(".github.io")
                || host.endsWith(".gitlab.io")
                || host.equals("sites.google.com")) {
            return PaperLink.LinkKind.PROJECT;
        }
        String near = said.substring(Math.max(0, said.length() - 100));
        if (!ANNOUNCED.matcher(near).find()) {
            return null;
        }
        if (PROJECT_WORDS.matcher(near).find()) {
            return PaperLink.LinkKind.PROJECT;
        }
        if (CODE_WORDS.matcher(near).find()) {
            return PaperLink.LinkKind.CODE;
        }
        if (MODEL_WORDS.matcher(near).find() && OTHER_WORDS.matcher(near).find()) {
            return PaperLink.LinkKind.MODEL;
        }
        return OTHER_WORDS.matcher(near).find() ? PaperLink.LinkKind.OTHER : null;
    }
}
