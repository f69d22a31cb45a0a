package org.diptych.inference;

import org.diptych.dicom.DisplayImage;
import org.diptych.study.Uid;

/** The image a case is read by. */
record ReadableImage(Uid sopInstance, DisplayImage pixels) {}
