/** The command line: run, demo, train, evaluate, bench. */
@NullMarked
package org.diptych.cli;

import org.jspecify.annotations.NullMarked;
