/** Where better-auth answers. */
export const basePath = "/api/auth";
