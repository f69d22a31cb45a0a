package org.diptych.journal;

import org.diptych.study.CaseState;
import org.jspecify.annotations.Nullable;

/** Which cases to list: of a state or all, newest change first. */
public record CaseQuery(@Nullable CaseState state, int offset, int limit) {}
