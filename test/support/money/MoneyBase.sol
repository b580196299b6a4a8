// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {AccountRegistry} from "../../../contracts/account/AccountRegistry.sol";
import {ContributionLedger} from "../../../contracts/datanet/ContributionLedger.sol";
import {DatanetRegistry} from "../../../contracts/datanet/DatanetRegistry.sol";
import {Licences} from "../../../contracts/datanet/Licences.sol";
import {Guardian} from "../../../contracts/governance/Guardian.sol";
import {ILineage} from "../../../contracts/interfaces/ILineage.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IReputation} from "../../../contracts/interfaces/IReputation.sol";
import {AdapterRegistry} from "../../../contracts/model/AdapterRegistry.sol";
import {AgentRegistry} from "../../../contracts/model/AgentRegistry.sol";
import {ModelRegistry} from "../../../contracts/model/ModelRegistry.sol";
import {GatewayRegistry} from "../../../contracts/serving/GatewayRegistry.sol";
import {PaymentEscrow} from "../../../contracts/serving/PaymentEscrow.sol";
import {PayoutLedger} from "../../../contracts/settlement/PayoutLedger.sol";
import {RewardRouter} from "../../../contracts/settlement/RewardRouter.sol";
import {OpenToken} from "../../../contracts/token/OpenToken.sol";
import {NanoOpen} from "../../../contracts/types/NanoOpen.sol";
import {MoneyWorld} from "./MoneyWorld.sol";

/// @notice All contracts wired together: one Datanet, model, gateway, offering and payer, all real. This contract is governance and admission.
abstract contract MoneyBase is MoneyWorld {
    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1_000);
        _deploy();
        _populate();
    }

    /* WIRING */

    function _deploy() private {
        manager = new AccessManager(address(this));
        token = new OpenToken(
            address(manager),
            address(0),
            0x4200000000000000000000000000000000000010,
            0x4200000000000000000000000000000000000028
        );
        token.setMinterLimit(address(this), 1_000_000_000e18, 100_000_000e18, 1 days);
        accounts = new AccountRegistry(address(manager));
        commons = accounts.registerFor(treasurer, treasurer);
        guardian = new Guardian(address(manager));
        ledger = new PayoutLedger(address(manager), token, accounts);
        datanets = new DatanetRegistry(address(manager), accounts, ledger, new Licences(address(manager)));
        models = new ModelRegistry(accounts, ledger, datanets);
        adapters = new AdapterRegistry(accounts, ledger, datanets, models);
        agents = new AgentRegistry(accounts, ledger, datanets, models, adapters);
        contributions = new ContributionLedger(
            address(manager),
            token,
            accounts,
            datanets,
            IReputation(address(0)),
            guardian,
            commons,
            1 days
        );
        gateways = new GatewayRegistry(address(manager), token, accounts, datanets, models, adapters, agents, guardian, UNBONDING);
        escrow = new PaymentEscrow(address(manager), token, accounts, gateways, address(ledger), guardian, DELAY);
        router = new RewardRouter(accounts, gateways, escrow, ledger, contributions, guardian, commons);

        _allow(address(accounts), AccountRegistry.registerAsset.selector, ASSET_ROLE);
        manager.grantRole(ASSET_ROLE, address(datanets), 0);
        manager.grantRole(ASSET_ROLE, address(models), 0);
        manager.grantRole(ASSET_ROLE, address(adapters), 0);
        manager.grantRole(ASSET_ROLE, address(agents), 0);
        _allow(address(ledger), PayoutLedger.credit.selector, RAIL_ROLE);
        _allow(address(escrow), PaymentEscrow.debit.selector, RAIL_ROLE);
        manager.grantRole(RAIL_ROLE, address(router), 0);
        datanets.setAdmissionApproval(address(this), true);
    }

    function _allow(address target, bytes4 selector, uint64 role) internal {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        manager.setTargetFunctionRole(target, selectors, role);
    }

    function _populate() private {
        payerAccount = accounts.registerFor(payer, payer);
        gatewayAccount = accounts.registerFor(operator, operator);
        contributorAccount = accounts.registerFor(contributor, contributor);
        vm.prank(builder);
        datanet = datanets.create("Smart-contract security", "salt", address(this), _terms());
        vm.prank(builder);
        model = models.register(
            IModelRegistry.Model({name: "Base", uri: "ipfs://card", weightsHash: "weights", royaltyBps: 700}),
            new ILineage.Edge[](0)
        );
        vm.prank(operator);
        gateway = gateways.register(gatewayAccount, "Example gateway", "https://gateway.example");
        vm.prank(operator);
        gateways.addReceiptKey(gateway, receiptKey);
        token.mint(operator, 10_000e18);
        vm.prank(operator);
        token.approve(address(gateways), type(uint256).max);
        vm.prank(operator);
        gateways.postBond(gateway, NanoOpen.wrap(1_000 * OPEN));
        offering = _publish(_offering());
        vm.prank(payer);
        token.approve(address(escrow), type(uint256).max);
    }
}
