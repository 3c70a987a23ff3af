package io.broadsheet.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The design, as rules that break the build: who may import whom, and where each library lives.
class ArchitectureTest {

    private static final String ROOT = "io.broadsheet.";

    /// Each package with what it may import of ours, apart from itself. A package that is not here
    /// may not exist.
    private static final Map<String, Set<String>> IMPORTS =
            imports(
                    """
                    paper:
                    message:
                    chat:       message
                    installation: chat
                    catalogue:  paper
                    source:     paper catalogue
                    library:    paper chat
                    summary:    paper
                    recommend:  paper catalogue library chat
                    schedule:   paper chat
                    club:       paper chat schedule
                    edition:    paper message chat catalogue library recommend schedule club
                    publication: paper message chat catalogue library recommend club edition view export
                    view:       paper summary message chat catalogue library recommend schedule club edition
                    club.posting: paper message chat catalogue library recommend schedule club edition view
                    export:     paper
                    bibliography: paper ingest.latex
                    subscription: paper chat installation catalogue library recommend schedule edition view
                    command:    paper message chat catalogue library recommend schedule club edition view club.posting export bibliography source subscription publication
                    interaction: message chat command
                    search:     paper catalogue
                    store:      paper chat installation catalogue library schedule club edition source publication
                    ingest.latex: paper
                    ingest:     paper catalogue source ingest.latex
                    ingest.file: paper catalogue ingest ingest.latex
                    ingest.source: paper catalogue source ingest ingest.file ingest.latex
                    harvest:    paper catalogue source
                    cache:      paper chat catalogue library recommend schedule edition source command view
                    clockwork:  chat schedule edition
                    core:       *
                    slack.transport: chat interaction
                    slack.rendering: message chat command
                    slack.posting: message chat interaction slack.transport slack.rendering
                    slack.installation: message chat installation command interaction slack.transport slack.rendering slack.posting
                    slack.interaction: message chat command interaction slack.transport slack.rendering slack.posting slack.installation
                    slack:      message chat command interaction slack.transport slack.rendering slack.posting slack.installation slack.interaction
                    discord.transport: chat interaction
                    discord.rendering: message
                    discord.posting: message chat discord.transport discord.rendering
                    discord.installation: message chat installation command discord.transport discord.rendering discord.posting
                    discord.interaction: message chat command interaction discord.transport discord.rendering discord.installation
                    discord:    message chat command interaction discord.transport discord.rendering discord.posting discord.installation discord.interaction
                    web.serving:
                    web.feed:   paper publication view web.serving web.page
                    web.page:   paper catalogue recommend export view publication web.serving
                    web.mail:   paper message schedule recommend subscription view web.serving web.page
                    web:        publication subscription web.serving web.page web.feed web.mail
                    mail.transport: chat subscription
                    mail.rendering: message
                    mail:       message chat subscription mail.transport mail.rendering
                    app.config:
                    app.console: message chat command interaction app.config
                    app.http:
                    app:        *
                    """);

    /// Each library with the only packages that may use it.
    private static final Map<String, Set<String>> HOMES =
            imports(
                    """
                    org.apache.lucene..:            search
                    ai.onnxruntime..:               search
                    dev.langchain4j..:              search core
                    org.jdbi..:                     store
                    org.flywaydb..:                 store
                    org.sqlite..:                   store
                    com.zaxxer.hikari..:            store
                    java.sql..:                     store
                    javax.sql..:                    store core clockwork
                    com.github.kagkarlsson..:       clockwork
                    com.fasterxml.jackson..:        ingest ingest.file ingest.source bibliography export app.config web.feed
                    javax.xml.stream..:             ingest
                    java.net.http..:                ingest.source app
                    io.github.resilience4j..:       ingest.source discord.transport web.serving
                    com.github.benmanes.caffeine..: cache search interaction slack.transport slack.interaction web.serving web.feed
                    io.helidon..:                   app.http
                    gg.jte..:                       web.page web.feed web.mail mail.rendering
                    com.rometools..:                web.feed
                    org.jdom2..:                    web.feed
                    io.micrometer..:                app
                    biweekly..:                     export
                    de.undercouch..:                export
                    picocli..:                      app
                    me.tongfei..:                   app
                    org.jline..:                    app app.console
                    com.slack..:                    slack slack.transport slack.rendering slack.posting slack.installation slack.interaction
                    net.dv8tion..:                  discord discord.transport discord.rendering discord.posting discord.installation discord.interaction
                    jakarta.mail..:                 mail mail.transport
                    org.eclipse.angus..:            mail.transport
                    ch.qos.logback..:
                    """);

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    // The adapters' tests come as archives.
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    // Benchmarks may be on the class path; the rules are the product's.
                    .withImportOption(location -> !location.contains("/bench/"))
                    .importPackages("io.broadsheet");

    @Test
    void everyPackageImportsOnlyWhatItMay() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            Set<String> allowed = IMPORTS.get(name(origin));
            assertThat(allowed)
                    .as("the package of " + origin.getName() + " is in the table")
                    .isNotNull();
            origin.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .filter(target -> !name(target).equals(name(origin)))
                    .filter(target -> !allowed.contains("*") && !allowed.contains(name(target)))
                    .forEach(target ->
                            wrong.add(
                                    name(origin)
                                            + " may not import "
                                            + target.getName()
                                            + ", as "
                                            + origin.getSimpleName()
                                            + " does"));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theTableNamesOnlyPackagesThatExist() {
        Set<String> existing = new HashSet<>();
        for (JavaPackage each : CLASSES.getPackage("io.broadsheet").getSubpackagesInTree()) {
            existing.add(each.getName().substring(ROOT.length()));
        }
        assertThat(existing).containsAll(IMPORTS.keySet());
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("io.broadsheet.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyLibraryHasOneHome() {
        HOMES.forEach((library, homes) ->
                noClasses()
                        .that(areNotIn(homes))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library)
                        .because(
                                homes.isEmpty()
                                        ? "nothing needs it by name"
                                        : "it belongs to " + homes)
                        .check(CLASSES));
    }

    @Test
    void nothingButTheAppAsksTheComputerForTimeZoneOrLocale() {
        Map<Class<?>, Set<String>> forbidden =
                Map.of(
                        Instant.class, Set.of("now"),
                        LocalDate.class, Set.of("now"),
                        LocalDateTime.class, Set.of("now"),
                        OffsetDateTime.class, Set.of("now"),
                        ZonedDateTime.class, Set.of("now"),
                        ZoneId.class, Set.of("systemDefault"),
                        Locale.class, Set.of("getDefault"),
                        Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"),
                        System.class, Set.of("currentTimeMillis"),
                        Date.class, Set.of("<init>"));
        // With a clock given, now(Clock) is right.
        DescribedPredicate<JavaAccess<?>> asks =
                DescribedPredicate.describe(
                        "asks the computer for time, zone or locale",
                        access ->
                                forbidden.entrySet().stream()
                                                .anyMatch(entry ->
                                                        access.getTargetOwner()
                                                                        .isEquivalentTo(
                                                                                entry.getKey())
                                                                && entry.getValue()
                                                                        .contains(access.getName()))
                                        && !takesAClock(access));
        noClasses()
                .that(areNotIn(Set.of("app", "app.config", "app.console")))
                .should()
                .accessTargetWhere(asks)
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        for (String each : IMPORTS.keySet()) {
            JavaPackage javaPackage = CLASSES.getPackage(ROOT + each);
            assertThat(javaPackage.tryGetPackageInfo())
                    .as(each + " has a package-info")
                    .isPresent();
            assertThat(javaPackage.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
                    .as(each + " is @NullMarked")
                    .isTrue();
        }
    }

    @Test
    void typesAreNamedByWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper)(\\$.*)?")
                .because("such a name says nothing; an implementation is named by its technology")
                .check(CLASSES);
    }

    private static boolean takesAClock(JavaAccess<?> access) {
        return access instanceof com.tngtech.archunit.core.domain.JavaMethodCall call
                && call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static DescribedPredicate<JavaClass> areNotIn(Set<String> packages) {
        return DescribedPredicate.describe(
                "are not in " + packages, type -> !packages.contains(name(type)));
    }

    private static String name(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }

    private static Map<String, Set<String>> imports(String table) {
        Map<String, Set<String>> imports = new LinkedHashMap<>();
        table.lines()
                .forEach(line -> {
                    List<String> columns = Arrays.asList(line.split(":\\s*", 2));
                    imports.put(
                            columns.getFirst(),
                            columns.getLast().isBlank()
                                    ? Set.of()
                                    : Set.of(columns.getLast().strip().split("\\s+")));
                });
        return imports;
    }
}
