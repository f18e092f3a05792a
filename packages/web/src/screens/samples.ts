/** The synthetic cases that an empty library offers; the contributor's flow makes them by their number. */
export const SAMPLES: readonly { readonly id: 1 | 2 | 3; readonly name: string; readonly what: string }[] = [
  { id: 1, name: 'Acute appendicitis', what: 'CT of the abdomen, 24 slices. Its header is full of made-up names, dates and numbers: watch them go.' },
  { id: 2, name: 'A nodule of the lung', what: 'CT of the chest, 25 slices. Look at each as it will be sent, and change the window.' },
  { id: 3, name: 'A torn meniscus', what: 'MRI of the knee, 21 slices. Write the findings; the text is looked at while you type.' },
];
