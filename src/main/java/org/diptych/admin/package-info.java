/** Page, REST, health and metrics: views of the journal. */
@NullMarked
package org.diptych.admin;

import org.jspecify.annotations.NullMarked;
