package org.diptych.study;

/** Which model package read a case: its id, its version, and the name a person reads. */
public record ModelIdentity(String id, String version, String name) {}
