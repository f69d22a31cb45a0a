package org.diptych.fhir.repository;

import org.hl7.fhir.r4.model.Resource;

/** A type of the table as {@code $validate} sees it. */
record HeldType(ResourceType table, Repository repository) implements Validatable {
  @Override
  public Class<? extends Resource> type() {
    return table.type();
  }

  @Override
  public Resource held(String id) {
    return repository.read(table.name(), id);
  }

  @Override
  public Resource checked(Resource sent) {
    return sent;
  }

  /** A value that is too long to be searched by would be refused. */
  @Override
  public void requireKept(Resource sent) {
    table.valuesOf(sent);
  }
}
