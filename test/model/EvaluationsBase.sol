// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccountRegistry} from "../../contracts/account/AccountRegistry.sol";
import {DatanetRegistry} from "../../contracts/datanet/DatanetRegistry.sol";
import {Licences} from "../../contracts/datanet/Licences.sol";
import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IAdapterRegistry} from "../../contracts/interfaces/IAdapterRegistry.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {AttestationRequest, AttestationRequestData} from "../../contracts/interfaces/eas/IEAS.sol";
import {IEvaluations} from "../../contracts/interfaces/IEvaluations.sol";
import {ILineage} from "../../contracts/interfaces/ILineage.sol";
import {IModelRegistry} from "../../contracts/interfaces/IModelRegistry.sol";
import {IOpenToken} from "../../contracts/interfaces/IOpenToken.sol";
import {IPayoutLedger} from "../../contracts/interfaces/IPayoutLedger.sol";
import {AdapterRegistry} from "../../contracts/model/AdapterRegistry.sol";
import {Evaluations} from "../../contracts/model/Evaluations.sol";
import {ModelRegistry} from "../../contracts/model/ModelRegistry.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AdapterId} from "../../contracts/types/AdapterId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {Consent} from "../../contracts/types/Consent.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";

import {EasDouble, SchemaRegistryDouble} from "../support/governance/EasDouble.sol";
import {PositionalTree} from "../support/governance/PositionalTree.sol";
import {OpenTokenBase} from "../token/OpenTokenBase.sol";

/// @notice A payout ledger in which nothing ever accrued.
contract EmptyLedger {
    function withdraw(AccountId[] calldata) external pure returns (NanoOpen) {
        return NanoOpen.wrap(0);
    }
}

/// @notice The registries for real, one Datanet with a snapshot of five items, a base model, an adapter trained on the snapshot, and an evaluator with a bond.
abstract contract EvaluationsBase is OpenTokenBase {
    uint64 internal constant ASSET_REGISTRY = 2;
    uint64 internal constant ARBITER = 6;
    uint64 internal constant NANO = 1e9;
    uint64 internal constant EVALUATION_BOND = 100 * NANO;
    uint64 internal constant CHALLENGE_BOND = 40 * NANO;
    bytes32 internal constant WEIGHTS = keccak256("weights of the adapter");

    address internal builder = address(0xb111);
    address internal evaluator = address(0xe7a1);
    address internal challenger = address(0xc4a1);
    address internal arbiter = address(0xa4b1);

    AccountRegistry internal accounts;
    DatanetRegistry internal datanets;
    ModelRegistry internal models;
    AdapterRegistry internal adapters;
    EasDouble internal eas;
    Evaluations internal evaluations;
    DatanetId internal datanet;
    uint32 internal modelId;
    uint32 internal adapterId;

    bytes32[] internal snapshotLeaves;
    bytes32[] internal heldOut;

    function setUp() public virtual override {
        super.setUp();
        accounts = new AccountRegistry(address(authority));
        IPayoutLedger ledger = IPayoutLedger(address(new EmptyLedger()));
        datanets = new DatanetRegistry(address(authority), accounts, ledger, new Licences(address(authority)));
        models = new ModelRegistry(accounts, ledger, datanets);
        adapters = new AdapterRegistry(accounts, ledger, datanets, models);
        eas = new EasDouble(new SchemaRegistryDouble());
        evaluations = new Evaluations(
            address(authority),
            eas,
            token,
            accounts,
            models,
            adapters,
            datanets,
            NanoOpen.wrap(EVALUATION_BOND),
            NanoOpen.wrap(CHALLENGE_BOND)
        );
        _grant(address(accounts), IAccountRegistry.registerAsset.selector, ASSET_REGISTRY, address(datanets));
        authority.grantRole(ASSET_REGISTRY, address(models), 0);
        authority.grantRole(ASSET_REGISTRY, address(adapters), 0);
        _grant(address(evaluations), IEvaluations.rule.selector, ARBITER, arbiter);
        _grant(address(evaluations), IEvaluations.setBonds.selector, GOVERNOR, governor);
        datanets.setAdmissionApproval(address(this), true);

        datanet = _createDatanet();
        for (uint32 i = 0; i < 5; ++i) snapshotLeaves.push(_leaf(i, _item(i), 1_000_000));
        (bytes32 root, ) = PositionalTree.rootAndProof(snapshotLeaves, 0);
        datanets.publishSnapshot(datanet, root, 5, "");
        // Items 100 to 102 are clean; item 3 is also in the snapshot.
        for (uint256 i = 0; i < 3; ++i) heldOut.push(_item(100 + i));

        vm.startPrank(builder);
        modelId = ModelId.unwrap(models.register(IModelRegistry.Model("base", "", keccak256("base"), 0), new ILineage.Edge[](0)));
        adapterId = _registerAdapter(WEIGHTS, _trainedOn(1));
        vm.stopPrank();

        address[2] memory rich = [evaluator, challenger];
        for (uint256 i = 0; i < 2; ++i) {
            _give(rich[i], 10_000e18);
            vm.startPrank(rich[i]);
            token.approve(address(evaluations), type(uint256).max);
            evaluations.postBond(NanoOpen.wrap(1_000 * NANO));
            vm.stopPrank();
        }
    }

    function _grant(address target, bytes4 selector, uint64 role, address holder) internal {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        authority.setTargetFunctionRole(target, selectors, role);
        authority.grantRole(role, holder, 0);
    }

    function _createDatanet() internal returns (DatanetId) {
        return
            datanets.create(
                "security",
                keccak256("salt"),
                address(this),
                IDatanetRegistry.Terms(
                    "MIT",
                    "",
                    "",
                    Consent.Allowed,
                    Consent.Allowed,
                    Consent.Allowed,
                    false,
                    NanoOpen.wrap(0),
                    0,
                    0,
                    500_000
                )
            );
    }

    function _trainedOn(uint32 snapshot) internal view returns (ILineage.Edge[] memory edges) {
        edges = new ILineage.Edge[](1);
        edges[0] = ILineage.Edge(ILineage.Relation.TrainedOn, AssetKind.Datanet, DatanetId.unwrap(datanet), snapshot, 0);
    }

    function _registerAdapter(bytes32 weights, ILineage.Edge[] memory edges) internal returns (uint32) {
        return AdapterId.unwrap(adapters.register(IAdapterRegistry.Adapter("adapter", "", weights, ModelId.wrap(modelId), 0), edges));
    }

    function _item(uint256 number) internal pure returns (bytes32) {
        return keccak256(abi.encode("content root", number));
    }

    function _leaf(uint32 local, bytes32 contentRoot, uint32 noveltyPpm) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint56((uint56(7) << 24) | local), contentRoot, noveltyPpm));
    }

    function _data(bytes32 heldOutRoot, uint256 heldOutCount) internal view returns (uint256[11] memory) {
        return
            [
                uint256(uint8(AssetKind.Adapter)),
                adapterId,
                uint256(WEIGHTS),
                uint256(keccak256("task")),
                uint256(heldOutRoot),
                heldOutCount,
                uint256(keccak256("exact match")),
                410_000,
                530_000,
                DatanetId.unwrap(datanet),
                1
            ];
    }

    function _claimData() internal view returns (uint256[11] memory) {
        (bytes32 root, ) = PositionalTree.rootAndProof(heldOut, 0);
        return _data(root, heldOut.length);
    }

    function _request(bytes memory data, uint64 expiry) internal view returns (AttestationRequest memory) {
        return
            AttestationRequest({
                schema: evaluations.schemaUid(),
                data: AttestationRequestData({
                    recipient: address(0),
                    expirationTime: expiry,
                    revocable: true,
                    refUID: bytes32(0),
                    data: data,
                    value: 0
                })
            });
    }

    function _attestRaw(bytes memory data, uint64 expiry) internal returns (bytes32) {
        AttestationRequest memory request = _request(data, expiry);
        vm.prank(evaluator);
        return eas.attest(request);
    }

    function _attest() internal returns (bytes32) {
        return _attestRaw(abi.encode(_claimData()), uint64(block.timestamp + 90 days));
    }

    /// @dev Attests with a held-out set that contains item 3 of the snapshot, and gives the proof of it.
    function _attestContaminated() internal returns (bytes32 uid, IEvaluations.Contamination memory proof) {
        heldOut.push(_item(3));
        uid = _attest();
        proof.contentRoot = _item(3);
        proof.heldOutIndex = 3;
        (, proof.heldOutProof) = PositionalTree.rootAndProof(heldOut, 3);
        proof.lineagePath = new uint8[](0);
        proof.contribution = ContributionId.wrap(uint56((uint56(7) << 24) | 3));
        proof.noveltyPpm = 1_000_000;
        proof.snapshotIndex = 3;
        (, proof.snapshotProof) = PositionalTree.rootAndProof(snapshotLeaves, 3);
    }

    function _free(address who) internal view returns (uint64) {
        return NanoOpen.unwrap(evaluations.freeBondOf(who));
    }

    function _challenge(bytes32 uid) internal returns (uint32) {
        vm.prank(challenger);
        return evaluations.openChallenge(uid, keccak256("evidence"), "ipfs://evidence");
    }
}
