// Written by `npm run schema` from the interfaces of the components' arguments.
import type { Fields } from "../component/arguments";

/** Of RegionalBackup. */
export const regionalBackupArguments = {
  resourceGroupName: { type: "text" },
  vms: {
    type: {
      map: {
        type: {
          fields: {
            vmId: { type: "text" },
            location: { type: "text", plain: true },
            vault: { type: "number", optional: true, plain: true },
            policy: { type: "text", optional: true, plain: true },
            tags: { type: { map: { type: "text", plain: true } }, optional: true, plain: true },
            vmName: { type: "text", optional: true, plain: true },
            resourceGroupName: { type: "text", optional: true },
            previousKey: { type: "text", optional: true, plain: true },
            protectionState: {
              type: { oneOf: ["Protected", "ProtectionStopped", "BackupsSuspended"] },
              optional: true,
            },
            disks: {
              type: {
                fields: {
                  include: { type: { list: { type: "number" } }, optional: true },
                  exclude: { type: { list: { type: "number" } }, optional: true },
                },
              },
              optional: true,
            },
          },
        },
        plain: true,
      },
    },
    plain: true,
  },
  policies: {
    type: {
      map: {
        type: {
          fields: {
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
            tier: { type: { oneOf: ["Standard", "Enhanced"] }, optional: true },
            timeZone: { type: "text", optional: true },
            instantRestoreDays: { type: "number", optional: true },
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
          },
        },
      },
    },
    plain: true,
  },
  defaultPolicy: { type: "text", optional: true, plain: true },
  policyTag: { type: "text", optional: true, plain: true },
  spread: {
    type: {
      map: {
        type: {
          fields: {
            policies: { type: "number", plain: true },
            minutesApart: { type: "number", optional: true, plain: true },
          },
        },
        plain: true,
      },
    },
    optional: true,
    plain: true,
  },
  vaultNamePrefix: { type: "text", optional: true, plain: true },
  vault: {
    type: {
      fields: {
        storageRedundancy: {
          type: { oneOf: ["GeoRedundant", "LocallyRedundant", "ZoneRedundant"] },
          optional: true,
        },
        crossRegionRestore: { type: "boolean", optional: true },
        crossSubscriptionRestore: {
          type: { oneOf: ["Enabled", "Disabled", "PermanentlyDisabled"] },
          optional: true,
        },
        softDelete: {
          type: {
            fields: {
              state: { type: { oneOf: ["Enabled", "AlwaysON"] }, optional: true },
              retentionDays: { type: "number", optional: true },
            },
          },
          optional: true,
        },
        immutability: { type: { oneOf: ["Disabled", "Unlocked", "Locked"] }, optional: true },
        acknowledgesLock: { type: "boolean", optional: true },
        identity: {
          type: {
            fields: {
              type: { type: { oneOf: ["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"] } },
              userAssignedIdentities: { type: { list: { type: "text" } }, optional: true },
            },
          },
          optional: true,
        },
        encryption: {
          type: {
            fields: {
              keyUri: { type: "text" },
              useSystemAssignedIdentity: { type: "boolean", optional: true },
              userAssignedIdentity: { type: "text", optional: true },
              infrastructureEncryption: { type: { oneOf: ["Enabled", "Disabled"] }, optional: true },
            },
          },
          optional: true,
        },
        publicNetworkAccess: { type: { oneOf: ["Enabled", "Disabled"] }, optional: true },
        privateEndpoints: {
          type: {
            map: {
              type: {
                fields: {
                  subnetId: { type: "text" },
                  privateDnsZoneIds: { type: { list: { type: "text" } }, optional: true, plain: true },
                  privateEndpointName: { type: "text", optional: true },
                  resourceGroupName: { type: "text", optional: true },
                },
              },
              plain: true,
            },
          },
          optional: true,
          plain: true,
        },
        resourceGuardId: { type: "text", optional: true },
        alerts: {
          type: {
            fields: {
              jobFailures: { type: "boolean", optional: true },
              criticalOperations: { type: "boolean", optional: true },
              actionGroupIds: { type: { list: { type: "text" } }, optional: true, plain: true },
            },
          },
          optional: true,
          plain: true,
        },
        diagnostics: {
          type: {
            fields: {
              workspaceId: { type: "text", optional: true },
              storageAccountId: { type: "text", optional: true },
              eventHubAuthorizationRuleId: { type: "text", optional: true },
              eventHubName: { type: "text", optional: true },
            },
          },
          optional: true,
          plain: true,
        },
        roleAssignments: {
          type: {
            map: {
              type: {
                fields: {
                  role: { type: { oneOf: ["Backup Contributor", "Backup Operator", "Backup Reader"] } },
                  principalId: { type: "text" },
                  principalType: { type: { oneOf: ["User", "Group", "ServicePrincipal"] } },
                },
              },
              plain: true,
            },
          },
          optional: true,
          plain: true,
        },
        lock: { type: { oneOf: ["CanNotDelete", "ReadOnly"] }, optional: true, plain: true },
        onDestroy: { type: { oneOf: ["Delete", "Retain", "Refuse"] }, optional: true, plain: true },
      },
    },
    optional: true,
    plain: true,
  },
  vaultOverrides: {
    type: {
      map: {
        type: {
          fields: {
            storageRedundancy: {
              type: { oneOf: ["GeoRedundant", "LocallyRedundant", "ZoneRedundant"] },
              optional: true,
            },
            crossRegionRestore: { type: "boolean", optional: true },
            crossSubscriptionRestore: {
              type: { oneOf: ["Enabled", "Disabled", "PermanentlyDisabled"] },
              optional: true,
            },
            softDelete: {
              type: {
                fields: {
                  state: { type: { oneOf: ["Enabled", "AlwaysON"] }, optional: true },
                  retentionDays: { type: "number", optional: true },
                },
              },
              optional: true,
            },
            immutability: { type: { oneOf: ["Disabled", "Unlocked", "Locked"] }, optional: true },
            acknowledgesLock: { type: "boolean", optional: true },
            identity: {
              type: {
                fields: {
                  type: {
                    type: { oneOf: ["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"] },
                  },
                  userAssignedIdentities: { type: { list: { type: "text" } }, optional: true },
                },
              },
              optional: true,
            },
            encryption: {
              type: {
                fields: {
                  keyUri: { type: "text" },
                  useSystemAssignedIdentity: { type: "boolean", optional: true },
                  userAssignedIdentity: { type: "text", optional: true },
                  infrastructureEncryption: { type: { oneOf: ["Enabled", "Disabled"] }, optional: true },
                },
              },
              optional: true,
            },
            publicNetworkAccess: { type: { oneOf: ["Enabled", "Disabled"] }, optional: true },
            privateEndpoints: {
              type: {
                map: {
                  type: {
                    fields: {
                      subnetId: { type: "text" },
                      privateDnsZoneIds: { type: { list: { type: "text" } }, optional: true, plain: true },
                      privateEndpointName: { type: "text", optional: true },
                      resourceGroupName: { type: "text", optional: true },
                    },
                  },
                  plain: true,
                },
              },
              optional: true,
              plain: true,
            },
            resourceGuardId: { type: "text", optional: true },
            alerts: {
              type: {
                fields: {
                  jobFailures: { type: "boolean", optional: true },
                  criticalOperations: { type: "boolean", optional: true },
                  actionGroupIds: { type: { list: { type: "text" } }, optional: true, plain: true },
                },
              },
              optional: true,
              plain: true,
            },
            diagnostics: {
              type: {
                fields: {
                  workspaceId: { type: "text", optional: true },
                  storageAccountId: { type: "text", optional: true },
                  eventHubAuthorizationRuleId: { type: "text", optional: true },
                  eventHubName: { type: "text", optional: true },
                },
              },
              optional: true,
              plain: true,
            },
            roleAssignments: {
              type: {
                map: {
                  type: {
                    fields: {
                      role: { type: { oneOf: ["Backup Contributor", "Backup Operator", "Backup Reader"] } },
                      principalId: { type: "text" },
                      principalType: { type: { oneOf: ["User", "Group", "ServicePrincipal"] } },
                    },
                  },
                  plain: true,
                },
              },
              optional: true,
              plain: true,
            },
            lock: { type: { oneOf: ["CanNotDelete", "ReadOnly"] }, optional: true, plain: true },
            onDestroy: { type: { oneOf: ["Delete", "Retain", "Refuse"] }, optional: true, plain: true },
          },
        },
        plain: true,
      },
    },
    optional: true,
    plain: true,
  },
  existingVaults: {
    type: { map: { type: { fields: { vaultName: { type: "text" }, resourceGroupName: { type: "text" } } } } },
    optional: true,
    plain: true,
  },
  onDestroy: { type: { oneOf: ["Delete", "Retain"] }, optional: true, plain: true },
  adopt: {
    type: {
      fields: {
        subscriptionId: { type: "text", plain: true },
        keys: { type: { list: { type: "text", plain: true } }, plain: true },
      },
    },
    optional: true,
    plain: true,
  },
  initialBackup: {
    type: {
      fields: {
        retentionDays: { type: "number", optional: true, plain: true },
        wait: { type: "boolean", optional: true, plain: true },
      },
    },
    optional: true,
    plain: true,
  },
  tags: { type: { map: { type: "text" } }, optional: true },
} as const satisfies Fields;
