package org.diptych;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.diptych.journal.EntryKind;

/** What Camel lets pass at the start and should not (DESIGN section 5), as sentences. */
final class RoutesLint {
  private static final Pattern FILE_NAME = Pattern.compile("[0-9]{2}-[a-z0-9-]+\\.camel\\.yaml");

  /** Would put a whole message, or its headers, into the log. */
  private static final Pattern CONTENT =
      Pattern.compile(
          "\\$\\{\\s*(body|bodyAs\\(.*?\\)|bodyOneLine|mandatoryBodyAs\\(.*?\\)|in\\.body|body\\.text"
              + "|headers|in\\.headers|headers?[.\\[:].*?|exchange|messageHistory.*?|exception.*?)\\s*}");

  private final RouteFiles files;
  private final Map<String, JavaClass> beans;

  RoutesLint(RouteFiles files, Map<String, JavaClass> beans) {
    this.files = files;
    this.beans = beans;
  }

  /** Every fault, each a sentence that names file or route. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    namesAndIds(faults);
    beanSteps(faults);
    directs(faults);
    journals(faults);
    forbidden(faults);
    configurations(faults);
    files.routes().stream()
        .filter(route -> !route.id().isBlank())
        .filter(route -> !files.readme().contains("`" + route.id() + "`"))
        .forEach(route -> faults.add("README.md does not mention `" + route.id() + "`"));
    return faults;
  }

  private void namesAndIds(List<String> faults) {
    if (files.routes().isEmpty()) {
      faults.add("there is no route");
    }
    files.files().stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> !FILE_NAME.matcher(name).matches())
        .forEach(name -> faults.add(name + " is not named NN-name.camel.yaml"));
    Set<String> seen = new HashSet<>();
    for (RouteFiles.Route route : files.routes()) {
      String where = route.file().getFileName() + ": route " + route.id();
      if (route.id().isBlank()) {
        faults.add(where + "has no id");
      } else if (!seen.add(route.id())) {
        faults.add(where + " has an id that another route has");
      }
      if (route.description().isBlank()) {
        faults.add(where + " has no description");
      }
    }
  }

  private void beanSteps(List<String> faults) {
    files
        .steps("bean")
        .forEach(step -> bean(faults, step.route(), step.text("ref"), step.text("method")));
    files
        .steps("to", "toD", "wireTap")
        .filter(step -> step.uri().startsWith("bean:"))
        .forEach(
            step -> {
              String[] parts = step.uri().substring("bean:".length()).split("\\?method=");
              bean(faults, step.route(), parts[0], parts.length > 1 ? parts[1] : "");
            });
  }

  private void bean(List<String> faults, String route, String ref, String method) {
    JavaClass bean = beans.get(ref);
    if (bean == null) {
      faults.add(route + ": there is no bean named " + ref);
      return;
    }
    boolean exists =
        bean.getAllMethods().stream()
            .anyMatch(
                each ->
                    each.getName().equals(method)
                        && !each.getModifiers().contains(JavaModifier.PRIVATE)
                        && each.getOwner().getPackageName().startsWith("org.diptych"));
    if (!exists) {
      faults.add(route + ": bean " + ref + " has no method " + method);
    }
  }

  private void directs(List<String> faults) {
    Set<String> consumed =
        files.routes().stream().map(route -> address(route.from())).collect(Collectors.toSet());
    files
        .steps("to", "toD", "wireTap", "enrich")
        .filter(step -> step.uri().startsWith("direct:"))
        .filter(step -> !consumed.contains(address(step.uri())))
        .forEach(step -> faults.add(step.route() + ": nothing consumes " + address(step.uri())));
  }

  private void journals(List<String> faults) {
    Set<EntryKind> worked = new HashSet<>();
    for (RouteFiles.Route route : files.routes()) {
      if (!route.from().startsWith("journal:")) {
        continue;
      }
      String name = address(route.from()).substring("journal:".length());
      Optional<EntryKind> kind = EntryKind.parse(name);
      if (kind.isEmpty()) {
        faults.add(route.id() + ": there is no entry kind " + name);
      } else if (!kind.get().isWork()) {
        faults.add(route.id() + ": " + name + " entries make no work");
      } else {
        worked.add(kind.get());
      }
    }
    files
        .steps("to", "toD", "wireTap")
        .filter(step -> step.uri().startsWith("journal:"))
        .forEach(step -> faults.add(step.route() + ": only a stage appends to the journal"));
    Arrays.stream(EntryKind.values())
        .filter(kind -> kind.isWork() && !worked.contains(kind))
        .forEach(kind -> faults.add("no route works on journal:" + kind.wireName()));
  }

  private void forbidden(List<String> faults) {
    files
        .steps("doTry")
        .forEach(
            step ->
                faults.add(
                    step.route() + ": doTry would turn a failure into work that counts as done"));
    files
        .steps("log")
        .forEach(
            step -> {
              String message = step.value() instanceof String text ? text : step.text("message");
              if (CONTENT.matcher(message).find()) {
                faults.add(step.route() + ": the log step would log patient data");
              }
            });
    files
        .steps("to", "toD", "wireTap")
        .filter(step -> step.uri().startsWith("log:"))
        .forEach(step -> faults.add(step.route() + ": a log: endpoint would log patient data"));
  }

  private void configurations(List<String> faults) {
    Set<String> known =
        files.steps("routeConfiguration").map(step -> step.text("id")).collect(Collectors.toSet());
    files.routes().stream()
        .filter(route -> !route.configuration().isEmpty())
        .filter(route -> !known.contains(route.configuration()))
        .forEach(
            route ->
                faults.add(
                    route.id() + ": there is no routeConfiguration " + route.configuration()));
  }

  private static String address(String uri) {
    int query = uri.indexOf('?');
    return (query < 0 ? uri : uri.substring(0, query)).replace("://", ":");
  }

  /** The beans that routes may name: classes and producer methods with {@code @Named}. */
  static Map<String, JavaClass> namedBeans() {
    Map<String, JavaClass> beans = new HashMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.diptych")) {
      type.tryGetAnnotationOfType(Named.class)
          .ifPresent(name -> beans.put(nameOf(name, type.getSimpleName()), type));
      type.getMethods().stream()
          .filter(method -> method.isAnnotatedWith(Produces.class))
          .forEach(
              method ->
                  method
                      .tryGetAnnotationOfType(Named.class)
                      .ifPresent(
                          name ->
                              beans.put(
                                  nameOf(name, method.getName()), method.getRawReturnType())));
    }
    return beans;
  }

  private static String nameOf(Named name, String fallback) {
    return name.value().isEmpty()
        ? fallback.substring(0, 1).toLowerCase(Locale.ROOT) + fallback.substring(1)
        : name.value();
  }
}
