/** Where keys and what is pasted are text. */
export const TEXT_FIELDS = "input[type=text], input[type=number], input:not([type]), textarea, select";
