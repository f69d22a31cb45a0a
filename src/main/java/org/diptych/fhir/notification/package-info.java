/** What FHIR servers post to a subscriber: Subscriptions R5 Backport 1.1 for R4, and R5's own. */
@NullMarked
package org.diptych.fhir.notification;

import org.jspecify.annotations.NullMarked;
