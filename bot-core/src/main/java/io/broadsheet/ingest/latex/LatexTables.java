package io.broadsheet.ingest.latex;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What LaTeX's commands mean in Unicode: the commands that occur in titles and abstracts, those of
/// plain LaTeX, amsmath, amssymb and textcomp, under the names those packages give them.
final class LatexTables {

    /// Commands without an argument.
    static final Map<String, String> SYMBOLS =
            pairs(
                    """
                    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν
                    xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
                    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω varGamma Γ varDelta Δ varOmega Ω
                    upmu μ textmu μ upalpha α upbeta β digamma ϝ
                    times × div ÷ pm ± mp ∓ cdot · cdotp · ast ∗ star ⋆ bigstar ★ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘
                    odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄
                    dagger † dag † ddagger ‡ ddag ‡ amalg ⨿ ltimes ⋉ rtimes ⋊ bowtie ⋈ boxtimes ⊠ boxplus ⊞ boxdot ⊡ bigcirc ◯
                    leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ ll ≪ gg ≫ lll ⋘ ggg ⋙ neq ≠ ne ≠ equiv ≡ sim ~ thicksim ~ simeq ≃
                    approx ≈ thickapprox ≈ cong ≅ propto ∝ varpropto ∝ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔ coloneq ≔ prec ≺ succ ≻
                    preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊
                    supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ notin ∉ mid ∣ nmid ∤ parallel ∥ perp ⊥ vdash ⊢ dashv ⊣ models ⊨
                    vDash ⊨ Vdash ⊩ nleq ≰ ngeq ≱ lneq ⪇ gneq ⪈ between ≬ pitchfork ⋔ therefore ∴ because ∵
                    to → rightarrow → longrightarrow ⟶ Rightarrow ⇒ Longrightarrow ⟹ implies ⟹ leftarrow ← gets ← longleftarrow ⟵
                    Leftarrow ⇐ Longleftarrow ⟸ leftrightarrow ↔ longleftrightarrow ⟷ Leftrightarrow ⇔ Longleftrightarrow ⟺ iff ⟺
                    uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩
                    nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝
                    twoheadrightarrow ↠ circlearrowright ↻ circlearrowleft ↺ textrightarrow → textleftarrow ← textuparrow ↑ textdownarrow ↓
                    infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ neg ¬ lnot ¬ angle ∠ measuredangle ∡
                    triangle △ bigtriangleup △ bigtriangledown ▽ triangledown ▽ blacktriangle ▲ blacktriangledown ▼ triangleright ▷
                    triangleleft ◁ blacktriangleright ▶ square □ Box □ blacksquare ■ lozenge ◊ Diamond ◇ checkmark ✓ cmark ✓ xmark ✗
                    top ⊤ bot ⊥ ell ℓ hbar ℏ hslash ℏ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ imath ı jmath ȷ complement ∁ eth ð
                    prime ′ backprime ‵ surd √ flat ♭ natural ♮ sharp ♯ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠
                    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂
                    bigodot ⨀ biguplus ⨄ bigsqcup ⨆
                    ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ textellipsis … hdots …
                    langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert | lbrace { rbrace }
                    lbrack [ rbrack ] lparen ( rparen ) backslash \\ slash / colon : textbar | textbardbl ‖
                    degree ° textdegree ° celsius ℃ ohm Ω micro μ textohm Ω angstrom Å permil ‰ textperthousand ‰ textpertenthousand ‱
                    copyright © textcopyright © textregistered ® registered ® circledR ® texttrademark ™ trademark ™ circledS Ⓢ
                    S § textsection § P ¶ pounds £ textsterling £ euro € texteuro € EUR € yen ¥ textyen ¥ cent ¢ textcent ¢ textdollar $
                    o ø O Ø l ł L Ł ss ß SS ẞ ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ NG Ŋ
                    textless < textgreater > textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _ textemdash — textendash –
                    textquotedblleft “ textquotedblright ” textquoteleft ‘ textquoteright ’ textquotesingle ' textquotedbl " quotedblbase „
                    lq ‘ rq ’ guillemotleft « guillemotright » flqq « frqq » textbullet • textperiodcentered · textasteriskcentered *
                    textdagger † textdaggerdbl ‡ textparagraph ¶ texttimes × textdiv ÷ textpm ± textonehalf ½ textonequarter ¼
                    textordfeminine ª textordmasculine º textexclamdown ¡ textquestiondown ¿ textnumero № textvisiblespace ␣
                    TeX TeX LaTeX LaTeX LaTeXe LaTeX BibTeX BibTeX lbrk [ nobreakdash - textpercent % lt < gt > And & percent %
                    eg e.g. ie i.e. etc etc. etal et~al. cf cf. vs vs. wrt w.r.t. iid i.i.d. aka a.k.a. viz viz. dof d.o.f. wlog w.l.o.g.
                    Eg E.g. Ie I.e. Cf Cf. Etal et~al.
                    mathdollar $ and & hash # lnsim ⋦ gnsim ⋧ nsim ≁ ncong ≇ nsubseteq ⊈ nsupseteq ⊉ nparallel ∦ nvdash ⊬
                    """);

    /// Commands that only end words of running text: `\\o re` has no space in print.
    static final Set<String> LETTERS =
            Set.of(
                    "o", "O", "l", "L", "ss", "SS", "ae", "AE", "oe", "OE", "aa", "AA", "i", "j",
                    "dh", "DH", "dj", "DJ", "th", "TH", "ng", "NG");

    /// Names of functions, set upright with space around them.
    static final Set<String> FUNCTIONS =
            Set.of(
                    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin",
                    "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "max", "min", "sup", "inf",
                    "lim", "limsup", "liminf", "arg", "argmax", "argmin", "det", "dim", "ker",
                    "gcd", "hom", "Pr", "mod", "bmod", "rank", "tr", "diag", "sgn", "sign");

    /// Commands whose one argument stands for itself, in the mode around it.
    static final Set<String> STYLES =
            words(
                    """
                    emph textbf textit texttt textsc textsf textsl textup textmd textnormal textlf underline uline uuline uwave underbar
                    mathbf mathit mathcal mathsf mathtt mathscr mathfrak mathnormal mathds mathbfit bm boldsymbol pmb bs
                    operatorname operatornamewithlimits DeclareMathOperator ensuremath hbox vbox fbox framebox makebox parbox boxed
                    smash mathop mathrel mathbin mathord mathopen mathclose mathpunct mathinner added highlight hl revise revised
                    enquote textquote uppercase lowercase MakeUppercase MakeLowercase capitalisewords gls Gls glspl Glspl acrfull acrshort
                    acrlong ac acp acf acs acl Ac Acp textsubscriptless overbrace underbrace widetext center title section subsection
                    paragraph textlatin foreignlanguageless tensor
                    """);

    /// As [#STYLES], but the argument is text even inside a formula.
    static final Set<String> TEXTS =
            words("text mbox textrm mathrm intertext textnormal shortstack tag");

    /// Switches without an argument: they change the looks of what follows.
    static final Set<String> SWITCHES =
            words(
                    """
                    bf it em tt sc rm sf sl cal bfseries itshape ttfamily scshape rmfamily sffamily slshape mdseries upshape normalfont
                    tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge displaystyle textstyle scriptstyle
                    scriptscriptstyle boldmath unboldmath centering raggedright noindent indent protect xspace limits nolimits nonumber
                    notag left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm null relax selectfont
                    sloppy maketitle newblock smallskip medskip bigskip hfill vfill leavevmode allowbreak nobreak unskip ignorespaces
                    clearpage newpage sout
                    """);

    /// Switches that lost their backslash in a Hugging Face page: `{scriptsize CODE2SEQ}`. Only
    /// where they open a group.
    static final Set<String> BARE_SWITCHES =
            Set.of(
                    "scriptsize",
                    "footnotesize",
                    "normalsize",
                    "bfseries",
                    "itshape",
                    "ttfamily",
                    "bf",
                    "em",
                    "tt",
                    "sc",
                    "rm",
                    "sf",
                    "it");

    /// White space.
    static final Set<String> SPACES =
            words(
                    "quad qquad enspace enskip thinspace medspace thickspace space nobreakspace"
                            + " newline linebreak par break hskip item cr and");

    /// Commands that leave nothing behind, with the arguments given.
    static final Map<String, Integer> DROPPED =
            Map.ofEntries(
                    Map.entry("cite", 1),
                    Map.entry("citep", 1),
                    Map.entry("citet", 1),
                    Map.entry("citealp", 1),
                    Map.entry("citealt", 1),
                    Map.entry("citeauthor", 1),
                    Map.entry("citeyear", 1),
                    Map.entry("parencite", 1),
                    Map.entry("textcite", 1),
                    Map.entry("autocite", 1),
                    Map.entry("nocite", 1),
                    Map.entry("ref", 1),
                    Map.entry("eqref", 1),
                    Map.entry("cref", 1),
                    Map.entry("Cref", 1),
                    Map.entry("autoref", 1),
                    Map.entry("label", 1),
                    Map.entry("footnotemark", 0),
                    Map.entry("thanks", 1),
                    Map.entry("hspace", 1),
                    Map.entry("vspace", 1),
                    Map.entry("phantom", 1),
                    Map.entry("hphantom", 1),
                    Map.entry("vphantom", 1),
                    Map.entry("begin", 1),
                    Map.entry("end", 1),
                    Map.entry("color", 1),
                    Map.entry("vskip", 0),
                    Map.entry("deleted", 1),
                    Map.entry("includegraphics", 1),
                    Map.entry("pagestyle", 1),
                    Map.entry("thispagestyle", 1),
                    Map.entry("index", 1),
                    Map.entry("todo", 1),
                    Map.entry("setlength", 2),
                    Map.entry("rule", 2),
                    Map.entry("mkern", 0),
                    Map.entry("kern", 0),
                    Map.entry("penalty", 0));

    /// Commands of which only the last of two arguments is read.
    static final Set<String> SECOND_OF_TWO =
            words(
                    "textcolor colorbox hyperlink hypertarget hyperref raisebox scalebox resizebox"
                            + " foreignlanguage coloremph stackrel");

    /// Accents over (or under) the letter that follows, as combining characters.
    static final Map<Character, Character> ACCENTS =
            Map.ofEntries(
                    Map.entry('`', '\u0300'),
                    Map.entry('\'', '\u0301'),
                    Map.entry('^', '\u0302'),
                    Map.entry('~', '\u0303'),
                    Map.entry('=', '\u0304'),
                    Map.entry('u', '\u0306'),
                    Map.entry('.', '\u0307'),
                    Map.entry('"', '\u0308'),
                    Map.entry('r', '\u030A'),
                    Map.entry('H', '\u030B'),
                    Map.entry('v', '\u030C'),
                    Map.entry('d', '\u0323'),
                    Map.entry('c', '\u0327'),
                    Map.entry('k', '\u0328'),
                    Map.entry('b', '\u0331'),
                    Map.entry('t', '\u0361'));

    /// The same over a symbol of a formula.
    static final Map<String, Character> MATH_ACCENTS =
            Map.ofEntries(
                    Map.entry("hat", '\u0302'),
                    Map.entry("widehat", '\u0302'),
                    Map.entry("tilde", '\u0303'),
                    Map.entry("widetilde", '\u0303'),
                    Map.entry("bar", '\u0304'),
                    Map.entry("overline", '\u0304'),
                    Map.entry("vec", '\u20D7'),
                    Map.entry("dot", '\u0307'),
                    Map.entry("ddot", '\u0308'),
                    Map.entry("acute", '\u0301'),
                    Map.entry("grave", '\u0300'),
                    Map.entry("check", '\u030C'),
                    Map.entry("breve", '\u0306'),
                    Map.entry("mathring", '\u030A'));

    /// Letters of which Unicode's double-struck form is in wide use; of the others the plain letter
    /// reads better.
    static final Map<Character, Character> DOUBLE_STRUCK =
            Map.of('C', 'ℂ', 'H', 'ℍ', 'N', 'ℕ', 'P', 'ℙ', 'Q', 'ℚ', 'R', 'ℝ', 'Z', 'ℤ');

    /// Dingbats by their number in the font Zapf Dingbats, as the package pifont counts them.
    static final Map<String, String> DINGBATS =
            Map.of("51", "✓", "52", "✔", "55", "✗", "56", "✘", "72", "★", "73", "☆");

    private static final String SUPER_FROM =
            "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ";
    private static final String SUPER_TO =
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ";
    private static final String SUB_FROM = "0123456789+-−=()aehijklmnoprstuvxβγρφχ";
    private static final String SUB_TO = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ";

    private LatexTables() {}

    /// The raised form of a character, 0 where Unicode has none.
    static char raised(char c) {
        int at = SUPER_FROM.indexOf(c);
        return at < 0 ? 0 : SUPER_TO.charAt(at);
    }

    /// The lowered form of a character, 0 where Unicode has none.
    static char lowered(char c) {
        int at = SUB_FROM.indexOf(c);
        return at < 0 ? 0 : SUB_TO.charAt(at);
    }

    private static Map<String, String> pairs(String table) {
        String[] words = table.strip().split("\\s+");
        Map<String, String> map = HashMap.newHashMap(words.length / 2);
        for (int i = 0; i + 1 < words.length; i += 2) {
            map.put(words[i], words[i + 1].replace('~', words[i].endsWith("tal") ? ' ' : '~'));
        }
        return Map.copyOf(map);
    }

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }
}
