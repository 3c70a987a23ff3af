package io.broadsheet.search;

import java.util.Set;

/// Words that papers of every field use to speak about themselves and their results. Two papers
/// that share them have nothing in common.
final class PaperEnglish {

    private static final Set<String> WORDS =
            Set.of(
                    """
                    able about above abstract accurate accurately achieve achieved achieves achieving across actual
                    actually additional additionally address addresses addressing advance advances advantage
                    advantages after against aim aims all allow allowing allows almost along already also although
                    always among amount analyses analysis analyze another answer answers any app application
                    applications applied applies apply applying approach approaches appropriate around art article
                    aspect aspects associated assume available average avoid based baseline baselines because become
                    becomes been before behind being bench benefit benefits best better between beyond both bring
                    brings broad build building builds can cannot capabilities capability capable capture captures
                    case cases central certain challenge challenges challenging change changes claim claims clear code
                    combine combined combines combining common commonly compare compared compares comparison
                    competitive complete comprehensive comprising compute concept concern conclude conduct consider
                    considered considering consist consistent consistently consists construct contain contains
                    contrast contribute contribution contributions core could critical crucial curate curated current
                    currently data deal define demonstrate demonstrated demonstrates demonstrating depend depends
                    derive describe described describes design designed despite detail detailed details determine
                    develop developed developing development did difference differences different difficult direct
                    direction directions directly discuss diverse do does domain done due during each early easily
                    easy effect effective effectively effectiveness effects efficient efficiently either enable
                    enabled enables enabling end enhance enhanced enhances enough entire environment especially
                    essential establish etc evaluate evaluated evaluating evaluation evaluations even every evidence
                    examine example examples exceed exist existing exists experiment experimental experiments explore
                    explored explores exploring extend extends extensive extensively facilitate fact factor far
                    feature features few final finally find finding findings finds first five focus focuses follow
                    followed following follows form found four framework from full fully fundamental further
                    furthermore future gain gains gap gaps general generally get give given gives giving go goal good
                    great greater greatly had hand hard has have having help helps hence here high higher highlight
                    highlights highly how however idea ideas identify impact implement implementation implications
                    important importantly impressive improve improved improvement improvements improves improving
                    include includes including increase increased increases increasing increasingly indicate indicates
                    individual information inspired instance instead interest interesting into introduce introduced
                    introduces introducing investigate investigated investigates investigation involve involves issue
                    issues its itself just key kind know known lack large largely larger largest last later lead
                    leading leads learn learned learning least led less let level levels leverage leverages leveraging
                    light like likely limit limitation limitations limited line little long longer low lower made main
                    mainly make makes making many may mean means mechanism method methodology methods might model
                    models more moreover most motivated much multiple must namely nature near necessary need needed
                    needs never nevertheless new next non none not notable notably note novel now number numerous
                    observe observed obtain obtained obtains offer offering offers often one ones only open order
                    other others our out outperform outperforming outperforms over overall overcome overview own paper
                    papers part particular particularly past per perform performance performed performing performs
                    plays please point points popular possible potential potentially practical practice precise
                    present presented presents previous previously primarily primary principle prior problem problems
                    procedure process produce produced produces producing project promising proper properties property
                    propose proposed proposes proposing prove proven provide provided provides providing public
                    publicly put question questions quite range rather reach reaches real really recent recently
                    reduce reduced reduces reducing regarding related relative relatively relevant rely relying remain
                    remaining remains report reported represent represents require required requirement requirements
                    requires requiring research researchers respectively result resulting results reveal reveals
                    review rich robust robustness role same say scale scenario scenarios second see seen serve set
                    sets setting settings several severe shed short should show showed showing shown shows significant
                    significantly similar simple simply simultaneously since single six small smaller so solution
                    solutions solve solves solving some source sources specific specifically state step steps still
                    strategies strategy strength strong struggle studied studies study studying substantial
                    substantially successful successfully such suffer suggest suggests suitable superior support
                    supports surpass surpasses system systematic systematically systems take taken takes task tasks
                    technique techniques ten term terms test tested tests than that them themselves then theory there
                    thereby therefore these thing third those though three through throughout thus time times together
                    too toward towards traditional train trained training true try turn two type types typical
                    typically under understand understanding understandings unified unique unlike until upon use used
                    useful uses using usually utilize utilizes utilizing validate value values variety various vary
                    vast very via vital way ways we well what when where whereas whether which while who whole whose
                    why wide widely widespread will within without work working works world would yet yield yielding
                    yields you your zero
                    """
                            .strip()
                            .split("\\s+"));

    /// Those of them that mean something after a word that does: "diffusion models".
    private static final Set<String> HEADS =
            Set.of(
                    "analysis",
                    "framework",
                    "frameworks",
                    "information",
                    "method",
                    "methods",
                    "model",
                    "models",
                    "problem",
                    "problems",
                    "system",
                    "systems",
                    "task",
                    "tasks",
                    "theory");

    private PaperEnglish() {}

    static boolean says(TextAnalysis.TextWord word) {
        return WORDS.contains(word.folded());
    }

    static boolean saysAfterAnother(TextAnalysis.TextWord word) {
        return HEADS.contains(word.folded());
    }
}
