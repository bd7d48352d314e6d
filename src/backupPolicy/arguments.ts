// Written by `npm run schema` from the interfaces of the components' arguments.
import type { Fields } from "../component/arguments";

/** Of VmBackupPolicy. */
export const vmBackupPolicyArguments = {
  resourceGroupName: { type: "text" },
  vaultName: { type: "text" },
  policyName: { type: "text", optional: true },
  tier: { type: { oneOf: ["Standard", "Enhanced"] }, optional: true },
  timeZone: { type: "text", optional: true },
  schedule: {
    type: {
      fields: {
        daily: { type: { fields: { time: { type: "text" } } }, optional: true },
        weekly: {
          type: {
            fields: {
              time: { type: "text" },
              days: {
                type: {
                  list: {
                    type: {
                      oneOf: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
                    },
                    plain: true,
                  },
                },
              },
            },
          },
          optional: true,
        },
        hourly: {
          type: {
            fields: {
              startTime: { type: "text" },
              intervalHours: { type: "number" },
              windowHours: { type: "number" },
            },
          },
          optional: true,
        },
      },
    },
  },
  retention: {
    type: {
      fields: {
        daily: { type: { fields: { days: { type: "number" } } }, optional: true },
        weekly: {
          type: {
            fields: {
              weeks: { type: "number" },
              days: {
                type: {
                  list: {
                    type: {
                      oneOf: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
                    },
                    plain: true,
                  },
                },
                optional: true,
              },
            },
          },
          optional: true,
        },
        monthly: {
          type: {
            fields: {
              months: { type: "number" },
              byWeekday: {
                type: {
                  fields: {
                    days: {
                      type: {
                        list: {
                          type: {
                            oneOf: [
                              "Sunday",
                              "Monday",
                              "Tuesday",
                              "Wednesday",
                              "Thursday",
                              "Friday",
                              "Saturday",
                            ],
                          },
                          plain: true,
                        },
                      },
                    },
                    weeks: {
                      type: {
                        list: {
                          type: { oneOf: ["First", "Second", "Third", "Fourth", "Last"] },
                          plain: true,
                        },
                      },
                    },
                  },
                },
                optional: true,
              },
              byDate: {
                type: {
                  fields: {
                    days: { type: { list: { type: "number", plain: true } }, optional: true },
                    lastDay: { type: "boolean", optional: true },
                  },
                },
                optional: true,
              },
            },
          },
          optional: true,
        },
        yearly: {
          type: {
            fields: {
              years: { type: "number" },
              months: {
                type: {
                  list: {
                    type: {
                      oneOf: [
                        "January",
                        "February",
                        "March",
                        "April",
                        "May",
                        "June",
                        "July",
                        "August",
                        "September",
                        "October",
                        "November",
                        "December",
                      ],
                    },
                    plain: true,
                  },
                },
              },
              byWeekday: {
                type: {
                  fields: {
                    days: {
                      type: {
                        list: {
                          type: {
                            oneOf: [
                              "Sunday",
                              "Monday",
                              "Tuesday",
                              "Wednesday",
                              "Thursday",
                              "Friday",
                              "Saturday",
                            ],
                          },
                          plain: true,
                        },
                      },
                    },
                    weeks: {
                      type: {
                        list: {
                          type: { oneOf: ["First", "Second", "Third", "Fourth", "Last"] },
                          plain: true,
                        },
                      },
                    },
                  },
                },
                optional: true,
              },
              byDate: {
                type: {
                  fields: {
                    days: { type: { list: { type: "number", plain: true } }, optional: true },
                    lastDay: { type: "boolean", optional: true },
                  },
                },
                optional: true,
              },
            },
          },
          optional: true,
        },
      },
    },
  },
  instantRestoreDays: { type: "number", optional: true },
  instantRestoreResourceGroup: {
    type: { fields: { prefix: { type: "text" }, suffix: { type: "text", optional: true } } },
    optional: true,
  },
  archive: {
    type: {
      fields: {
        afterMonths: { type: "number", optional: true },
        recommended: { type: "boolean", optional: true },
      },
    },
    optional: true,
  },
  crashConsistentOnly: { type: "boolean", optional: true },
  onDestroy: { type: { oneOf: ["Delete", "Retain"] }, optional: true, plain: true },
  resourceGuardOperationRequests: { type: { list: { type: "text", plain: true } }, optional: true },
} as const satisfies Fields;
