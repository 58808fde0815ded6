/** Whether this build makes pictures: `/map` is registered only then. */
export const HAS_PICTURES = true;
