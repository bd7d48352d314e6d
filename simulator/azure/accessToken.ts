/** The access token of everyone who is signed in. It occurs nowhere else, so that a test can look for it where no secret may be. */
export const accessToken = "simulated-access-token";
