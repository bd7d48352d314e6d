// A backup in Go, on the generated SDK and under mocks: prints what it registers.
package main

import (
	"encoding/json"
	"fmt"
	"sync"

	backup "github.com/your-organisation/azure-vm-backup/sdk/go/azurevmbackup"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func program(ctx *pulumi.Context) error {
	onDestroy := backup.VaultOnDestroyRetain
	vault, err := backup.NewBackupVault(ctx, "vault", &backup.BackupVaultArgs{
		ResourceGroupName:  pulumi.String("bank"),
		VaultName:          pulumi.String("bank-vault"),
		StorageRedundancy:  backup.StorageRedundancyGeoRedundant,
		CrossRegionRestore: pulumi.Bool(true),
		SoftDelete:         backup.SoftDeleteArgs{RetentionDays: pulumi.Float64(30)},
		OnDestroy:          &onDestroy,
		Tags:               pulumi.StringMap{"costCenter": pulumi.String("4711")},
	})
	if err != nil {
		return err
	}
	nightly, err := backup.NewVmBackupPolicy(ctx, "nightly", &backup.VmBackupPolicyArgs{
		ResourceGroupName: vault.ResourceGroupName,
		VaultName:         vault.VaultName,
		Schedule: backup.BackupScheduleArgs{
			Weekly: backup.WeeklyScheduleArgs{
				Time: pulumi.String("22:30"),
				Days: backup.DayOfWeekArray{backup.DayOfWeekSunday},
			},
		},
		Retention: backup.RetentionArgs{Weekly: backup.WeeklyRetentionArgs{Weeks: pulumi.Float64(12)}},
	})
	if err != nil {
		return err
	}
	web := "web"
	_, err = backup.NewProtectedVms(ctx, "protected", &backup.ProtectedVmsArgs{
		ResourceGroupName: vault.ResourceGroupName,
		VaultName:         vault.VaultName,
		PolicyId:          nightly.PolicyId,
		Vms: map[string]backup.ProtectedVmInput{
			"web-1": backup.ProtectedVmArgs{
				VmId:              pulumi.String("id of web"),
				VmName:            &web,
				ResourceGroupName: vault.ResourceGroupName,
			},
		},
	})
	return err
}

type recorder struct {
	sync.Mutex
	made map[string]any
}

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.Lock()
	defer r.Unlock()
	r.made[args.Name] = map[string]any{"type": args.TypeToken, "inputs": args.Inputs.Mappable()}
	outputs := args.Inputs.Copy()
	outputs["policyId"] = resource.NewProperty("id of " + args.Name)
	return args.Name, outputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) {
	return resource.PropertyMap{}, nil
}

func main() {
	r := &recorder{made: map[string]any{}}
	if err := pulumi.RunErr(program, pulumi.WithMocks("bank", "dev", r)); err != nil {
		panic(err)
	}
	text, err := json.Marshal(r.made)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
}
