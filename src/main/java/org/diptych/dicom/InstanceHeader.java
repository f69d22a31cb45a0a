package org.diptych.dicom;

import org.diptych.study.ImagingStudy;
import org.diptych.study.SopInstance;

/** What the data set of one SOP instance says of itself and of its study. */
public record InstanceHeader(SopInstance instance, ImagingStudy study) {}
