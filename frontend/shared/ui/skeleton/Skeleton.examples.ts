export const examples = [{ name: 'three lines', props: {} }];
