export const examples = [{ name: 'from Vietnamese', props: {} }];
