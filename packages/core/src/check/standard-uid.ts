/** Whether DICOM itself gives out UIDs below this root: such a UID names no object of anybody (PS3.5 section 9.2). */
export function isStandard(uid: string): boolean {
  return uid.startsWith('1.2.840.10008.');
}
